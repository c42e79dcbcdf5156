namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds the resources that a value is made from.</summary>
internal static class ReferencedResources
{
    public static IReadOnlySet<IResource> In(object? value)
    {
        var found = new HashSet<IResource>();
        Collect(value, found, []);
        return found;
    }

    private static void Collect(object? value, HashSet<IResource> found, HashSet<object> visited)
    {
        if (value is null || !visited.Add(value))
            return;
        if (value is IResource resource)
        {
            // What the resource itself is made from is its own matter.
            found.Add(resource);
            return;
        }
        if (value is IValueWithReferences withReferences)
        {
            foreach (var reference in withReferences.References)
                Collect(reference, found, visited);
        }
    }
}

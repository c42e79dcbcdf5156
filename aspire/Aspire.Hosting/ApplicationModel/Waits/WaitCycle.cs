namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds resources that wait for one another, which would never start.</summary>
internal static class WaitCycle
{
    /// <exception cref="DistributedApplicationException">There is a cycle; the message names its resources in order.</exception>
    public static void Refuse(IEnumerable<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
            Visit(resource, [], done);
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        var start = path.IndexOf(resource);
        if (start >= 0)
        {
            var names = string.Join(" → ", path[start..].Append(resource).Select(r => r.Name));
            throw new DistributedApplicationException($"Resources wait for one another and could never start: {names}. Remove one of these WaitFor calls.");
        }
        if (done.Contains(resource))
            return;
        path.Add(resource);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            Visit(wait.Resource, path, done);
        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Works with the parts of connection strings.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>The resource's parts, replaced or joined by others; names are compared without regard to case.</summary>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(this IResourceWithConnectionString source,
        IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(additional);
        var combined = new OrderedDictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
            combined[name] = value;
        return combined;
    }
}

using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Client;

/// <summary>What is worth showing beside a resource's state.</summary>
internal static class ResourceHighlights
{
    /// <summary>The highlighted properties that have a value which may be seen.</summary>
    public static IEnumerable<ValueView> Of(ResourceView resource) =>
        resource.Properties.Where(property => property is { IsHighlighted: true, IsSensitive: false, Value.Length: > 0 });
}

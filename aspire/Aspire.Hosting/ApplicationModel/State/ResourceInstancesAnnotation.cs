namespace Aspire.Hosting.ApplicationModel;

/// <summary>The ids of a resource's instances: one, or as many as it has replicas.</summary>
internal sealed class ResourceInstancesAnnotation(IReadOnlyList<string> ids) : IResourceAnnotation
{
    public IReadOnlyList<string> Ids { get; } = ids;
}

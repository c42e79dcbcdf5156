using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application.</summary>
[DebuggerDisplay("{Resources.Count} resources")]
public class DistributedApplicationModel(IResourceCollection resources)
{
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources))
    {
    }

    public IResourceCollection Resources { get; } = resources ?? throw new ArgumentNullException(nameof(resources));
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Projects;

/// <summary>Decides which endpoints of a project go into its variables.</summary>
internal sealed class EndpointEnvironmentFilterAnnotation(Func<EndpointAnnotation, bool> accepts) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Accepts { get; } = accepts;
}

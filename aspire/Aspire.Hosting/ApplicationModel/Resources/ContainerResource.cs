namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container image that runs. The local runtime runs those that bring a native runner, such as MySQL.</summary>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    public string? Entrypoint { get; set; } = entrypoint;
}

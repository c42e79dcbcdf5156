namespace Aspire.Hosting.ApplicationModel;

/// <summary>The lifetime of a container.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    public required ContainerLifetime Lifetime { get; set; }
}

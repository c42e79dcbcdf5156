using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Lets a test take part in an application host's own <c>Main</c>: set for the thread that runs it.</summary>
internal abstract class BuilderHooks
{
    private static readonly AsyncLocal<BuilderHooks?> CurrentHooks = new();

    public static BuilderHooks? Current
    {
        get => CurrentHooks.Value;
        set => CurrentHooks.Value = value;
    }

    public abstract void OnCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions);

    public abstract void OnCreated(DistributedApplicationBuilder applicationBuilder);

    /// <summary>Called in <c>Build()</c>; may block until the test lets it go on.</summary>
    public abstract void OnBuilding(DistributedApplicationBuilder applicationBuilder);

    public abstract void OnBuilt(DistributedApplication application);
}

namespace Aspire.Tests.Support;

/// <summary>A resource whose states the test itself plays.</summary>
internal sealed class StageResource(string name) : Resource(name)
{
    public static IResourceBuilder<StageResource> AddTo(IDistributedApplicationBuilder builder, string name) => builder.AddResource(new StageResource(name));

    public Task PlayAsync(DistributedApplication application, string state, int? exitCode = null) =>
        application.ResourceNotifications.PublishUpdateAsync(this, snapshot => snapshot with { State = state, ExitCode = exitCode });
}

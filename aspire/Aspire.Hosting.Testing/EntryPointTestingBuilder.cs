namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application host whose <c>Main</c> waits in its <c>Build()</c>.</summary>
internal sealed class EntryPointTestingBuilder(EntryPointRun run, DistributedApplicationBuilder inner) : TestingBuilder(inner)
{
    private DistributedApplication? _built;

    public override async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        _built ??= new EntryPointApplication(run, await run.BuildAsync(cancellationToken).ConfigureAwait(false));

    public override async ValueTask DisposeAsync()
    {
        run.Abandon();
        if (_built is { } application)
            await application.DisposeAsync().ConfigureAwait(false);
        else
            await run.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

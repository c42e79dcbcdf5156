using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>An application that its own <c>Main</c> starts, runs and disposes; the test waits for that.</summary>
internal sealed class EntryPointApplication(EntryPointRun run, DistributedApplication inner) : DistributedApplication(inner)
{
    private readonly IHostApplicationLifetime _lifetime = inner.Services.GetRequiredService<IHostApplicationLifetime>();

    /// <summary>Returns when <c>Main</c> has started the application; throws what <c>Main</c> threw.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await Task.WhenAny(started.Task, run.Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (started.Task.IsCompleted)
            return;
        await run.Ended.ConfigureAwait(false);
        throw new InvalidOperationException("The application host has ended without starting the application.");
    }

    public override Task RunAsync(CancellationToken cancellationToken = default) => run.Ended.WaitAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _lifetime.StopApplication();
        await run.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        EndMainAsync().GetAwaiter().GetResult();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await EndMainAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A Main that is still starting stops as soon as it has.</summary>
    private async Task EndMainAsync()
    {
        _lifetime.StopApplication();
        await run.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

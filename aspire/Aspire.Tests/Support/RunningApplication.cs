using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Tests.Support;

/// <summary>What tests ask of an application that runs.</summary>
internal static class RunningApplication
{
    /// <summary>Waits until the resource has the state, and returns what it looks like then; a start that has failed is not waited for any longer.</summary>
    public static async Task<ResourceEvent> UntilAsync(this DistributedApplication application, string name, string state)
    {
        var reached = await application.UntilAsync(name, snapshot => snapshot.State?.Text == state
            || (state == KnownResourceStates.Running && snapshot.State?.Text == KnownResourceStates.FailedToStart));
        if (reached.Snapshot.State?.Text != state)
            Assert.Fail($"'{name}' failed to start: {string.Join(Environment.NewLine, await application.GetLogAsync(reached.Resource))}");
        return reached;
    }

    public static Task<ResourceEvent> UntilAsync(this DistributedApplication application, string name, Func<CustomResourceSnapshot, bool> condition) =>
        application.ResourceNotifications.WaitForResourceAsync(name, e => condition(e.Snapshot), Token);

    /// <summary>What the only instance of a resource looks like now.</summary>
    public static CustomResourceSnapshot Snapshot(this DistributedApplication application, string name) =>
        application.ResourceNotifications.TryGetCurrentState(name, out var current) ? current.Snapshot : throw new InvalidOperationException($"'{name}' has no state.");

    public static object? Property(this CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    public static int ProcessId(this CustomResourceSnapshot snapshot) => (int)snapshot.Property("executable.pid")!;

    public static Task<ExecuteCommandResult> CommandAsync(this DistributedApplication application, string resourceId, string command) =>
        application.ResourceCommands.ExecuteCommandAsync(resourceId, command, Token);

    /// <summary>The console log of a resource so far, without the times in front of its lines.</summary>
    public static async Task<string[]> GetLogAsync(this DistributedApplication application, IResource resource)
    {
        var lines = new List<string>();
        await foreach (var batch in application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource).WithCancellation(Token))
            lines.AddRange(batch.Select(WithoutTime));
        return [.. lines];
    }

    public static string WithoutTime(this LogLine line) => line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>Collects the states that a resource goes through; call it before the application starts.</summary>
    public static ConcurrentQueue<string> RecordStates(this DistributedApplication application, string name)
    {
        var states = new ConcurrentQueue<string>();
        // The first step registers the watcher, so it is made here and not on another thread some time later.
        var changes = application.ResourceNotifications.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var next = changes.MoveNextAsync();
        _ = Task.Run(async () =>
        {
            for (; await next; next = changes.MoveNextAsync())
            {
                var change = changes.Current;
                if (change.Resource.Name == name && change.Snapshot.State is { } state && states.LastOrDefault() != state.Text)
                    states.Enqueue(state.Text);
            }
        }, TestContext.Current.CancellationToken);
        return states;
    }
}

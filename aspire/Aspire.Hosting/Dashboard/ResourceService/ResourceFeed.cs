using System.Runtime.CompilerServices;
using Aspire.Dashboard.Protocol;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Every instance, then those that change, in batches: a start changes an instance many times within a moment.</summary>
internal sealed class ResourceFeed(ResourceNotificationService notifications, ResourceViewFactory views, TimeProvider time)
{
    /// <summary>The shortest time between two batches. A single change after a quiet time is told at once.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<ResourceView[]> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var changes = notifications.WatchAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = changes.MoveNextAsync().AsTask();
        var window = Task.CompletedTask;
        try
        {
            while (await next.ConfigureAwait(false))
            {
                await window.ConfigureAwait(false);
                window = Task.Delay(Window, time, cancellationToken);
                var latest = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
                while (next.IsCompletedSuccessfully && await next.ConfigureAwait(false))
                {
                    latest[changes.Current.ResourceId] = changes.Current;
                    next = changes.MoveNextAsync().AsTask();
                }
                yield return [.. latest.Values.Select(views.Create)];
            }
        }
        finally
        {
            // The enumerator must not be disposed while it moves.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

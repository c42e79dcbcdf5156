using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>Holds the present snapshot; readers take it without a lock, and can wait for the next one.</summary>
internal sealed class ClusterState(RoutingOptions options, TimeProvider time)
{
    private ClusterSnapshot _current = ClusterSnapshot.Initial(options.MemberNames);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The present snapshot.</summary>
    public ClusterSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Puts one member's report in; returns the snapshots before and after, the same one when it was no news.</summary>
    public (ClusterSnapshot Before, ClusterSnapshot After) Update(MemberReport report) =>
        Replace(before => ClusterAssessment.Apply(before, report, time.GetTimestamp(), options, time));

    /// <summary>A member is known to have executed a position.</summary>
    public void Learn(int member, GtidSet position) => Replace(before => ClusterAssessment.Learn(before, member, position));

    /// <summary>Returns when the snapshot is no longer the one with this sequence number, or when the time is over.</summary>
    public async Task WaitForChangeAsync(long sequence, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // The signal is taken before the look at the snapshot, so a change between the two is not missed.
        var changed = Volatile.Read(ref _changed).Task;
        if (Current.Sequence != sequence || atMost <= TimeSpan.Zero)
            return;
        try
        {
            await changed.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // No change within the time is an answer, too: the caller decides by its own deadline.
        }
    }

    private (ClusterSnapshot Before, ClusterSnapshot After) Replace(Func<ClusterSnapshot, ClusterSnapshot> next)
    {
        while (true)
        {
            var before = Current;
            var after = next(before);
            if (ReferenceEquals(before, after))
                return (before, after);
            if (Interlocked.CompareExchange(ref _current, after, before) != before)
                continue;
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            return (before, after);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace Foobar.Web.Data.Routing;

/// <summary>Holds the present snapshot; readers take it without a lock, and can wait for the next one.</summary>
internal sealed class ClusterState(RoutingOptions options)
{
    private ClusterSnapshot _current = ClusterSnapshot.Initial(options.MemberNames);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>The present snapshot.</summary>
    public ClusterSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Puts one member's status in; returns the status that it replaces, or null when nothing changed.</summary>
    public MemberStatus? Update(MemberStatus status)
    {
        while (true)
        {
            var before = Current;
            var after = before.With(status);
            if (ReferenceEquals(before, after))
                return null;
            if (Interlocked.CompareExchange(ref _current, after, before) != before)
                continue;
            Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
            return before.Members.First(member => member.Name == status.Name);
        }
    }

    /// <summary>Returns when the snapshot is no longer the one with this sequence number, or when the time is over.</summary>
    public async Task WaitForChangeAsync(long sequence, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
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

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

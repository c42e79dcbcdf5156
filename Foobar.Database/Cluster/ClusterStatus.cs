namespace Foobar.Database.Cluster;

/// <summary>What the cluster manager knows, for the health check; one immutable value at a time.</summary>
internal sealed class ClusterStatus
{
    private Value _current = new(IsReady: false, Primary: null, [], "The members have not been looked at yet.");

    /// <summary>The present value.</summary>
    public Value Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>What the last look found.</summary>
    /// <param name="IsReady">The group has a writable primary and the schema is current.</param>
    /// <param name="Primary">The writable primary; null while there is none.</param>
    /// <param name="Members">What was seen of each member.</param>
    /// <param name="Description">In words for operators.</param>
    internal sealed record Value(bool IsReady, string? Primary, IReadOnlyList<MemberObservation> Members, string Description);
}

namespace Foobar.Database.Cluster;

/// <summary>What the cluster manager knows, for the health check; one immutable value at a time.</summary>
internal sealed class ClusterStatus
{
    private Value _current = new(IsReady: false, "The members have not been looked at yet.");

    /// <summary>The present value.</summary>
    public Value Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>Ready: the group has a writable primary and the schema is current.</summary>
    internal sealed record Value(bool IsReady, string Description);
}

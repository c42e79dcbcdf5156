namespace Foobar.Database.Cluster;

/// <summary>An operation has failed, and a next try would fail as well before that time is over, or make it worse.</summary>
internal sealed class RetryLaterException(string message, TimeSpan after, Exception cause) : Exception(message, cause)
{
    /// <summary>The time between this failure and the next try.</summary>
    public TimeSpan After { get; } = after;
}

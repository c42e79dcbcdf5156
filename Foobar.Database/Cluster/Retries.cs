using System.Collections.Concurrent;

namespace Foobar.Database.Cluster;

/// <summary>When an operation that has failed may be tried again: after 0.5 s, then after twice as long each time, up to 30 s.</summary>
internal sealed class Retries(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TimeSpan Delay, long FailedAt)> _failures = new(StringComparer.Ordinal);

    /// <summary>The operation has not failed, or long enough ago.</summary>
    public bool IsDue(string operation) => !_failures.TryGetValue(operation, out var failure) || time.GetElapsedTime(failure.FailedAt) >= failure.Delay;

    /// <summary>Notes a failure; returns how long the operation has to wait: <paramref name="atLeast"/>, or longer.</summary>
    public TimeSpan Fail(string operation, TimeSpan atLeast = default)
    {
        var delay = !_failures.TryGetValue(operation, out var failure) ? First : failure.Delay * 2 < Longest ? failure.Delay * 2 : Longest;
        if (delay < atLeast)
            delay = atLeast;
        _failures[operation] = (delay, time.GetTimestamp());
        return delay;
    }

    /// <summary>The operation's next failure is its first one again.</summary>
    public void Succeed(string operation) => _failures.TryRemove(operation, out _);
}

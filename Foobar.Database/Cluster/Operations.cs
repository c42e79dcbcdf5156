using System.Collections.Concurrent;

namespace Foobar.Database.Cluster;

/// <summary>Runs operations beside the looks at the members: each subject has one at a time, and one that has failed waits before it is tried again.</summary>
internal sealed partial class Operations(TimeProvider time, ILogger<Operations> logger)
{
    private readonly Dictionary<string, Task> _running = [];
    private readonly Retries _retries = new(time);
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);

    /// <summary>Begins the operation, unless the subject has one under way or the operation has to wait. One caller at a time.</summary>
    public void Begin(string subject, string operation, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(subject, out var last))
        {
            // What led to this call may have been seen before the last operation ended: the next look decides.
            if (last.IsCompleted)
                _running.Remove(subject);
            return;
        }
        var key = $"{subject}: {operation}";
        if (_retries.IsDue(key))
            _running[subject] = Task.Run(() => RunAsync(key, subject, operation, run, cancellationToken), CancellationToken.None);
    }

    /// <summary>Why an operation of the subject failed last; null when none has since one succeeded.</summary>
    public string? GetFailure(string subject) => _failures.GetValueOrDefault(subject);

    /// <summary>Returns when nothing is under way any more.</summary>
    public Task WhenDoneAsync() => Task.WhenAll(_running.Values);

    private async Task RunAsync(string key, string subject, string operation, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken);
            _failures.TryRemove(subject, out _);
            _retries.Succeed(key);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogGivenUp(subject, operation);
        }
        catch (Exception exception)
        {
            _failures[subject] = exception.Message;
            LogFailed(subject, operation, _retries.Fail(key, exception is RetryLaterException later ? later.After : TimeSpan.Zero).TotalSeconds, exception.Message);
        }
    }

    [LoggerMessage(EventId = 213, Level = LogLevel.Warning, Message = "{Subject} could not {Operation}; next try in {Delay} s. {Reason}")]
    private partial void LogFailed(string subject, string operation, double delay, string reason);

    [LoggerMessage(EventId = 214, Level = LogLevel.Information, Message = "{Subject} was about to {Operation} when this service stopped.")]
    private partial void LogGivenUp(string subject, string operation);
}

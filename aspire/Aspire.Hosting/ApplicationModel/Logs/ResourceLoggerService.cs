using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of resources: what their processes print and what the model says of them.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposing = new();

    /// <summary>Raised for every line; a source for the application's own log.</summary>
    internal event Action<string, LogLine>? LineWritten;

    private event Action<LogSubscriber>? SubscribersChanged;

    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var ids = resource.GetInstanceIds();
        return ids.Count == 1 ? GetLog(ids[0]).Logger : new CompositeLogger([.. ids.Select(id => GetLog(id).Logger)]);
    }

    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).Logger;
    }

    /// <summary>The backlog, then new lines as they come, until the log is completed.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var ids = resource.GetInstanceIds();
        return ids.Count == 1 ? WatchAsync(ids[0]) : MergeAsync([.. ids.Select(WatchAsync)]);
    }

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).WatchAsync(_disposing.Token);
    }

    /// <summary>The lines that are there now.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var id in resource.GetInstanceIds())
        {
            await foreach (var lines in GetAllAsync(id).ConfigureAwait(false))
                yield return lines;
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        await Task.CompletedTask.ConfigureAwait(false);
        var lines = GetLog(resourceName).GetBacklog();
        if (lines.Count > 0)
            yield return lines;
    }

    /// <summary>Tells for each resource whether anybody watches its log, now and whenever that changes.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogSubscriber>();
        void OnChanged(LogSubscriber subscriber) => channel.Writer.TryWrite(subscriber);
        SubscribersChanged += OnChanged;
        try
        {
            foreach (var log in _logs.Values.Where(log => log.HasWatchers))
                yield return new LogSubscriber(log.Name, AnySubscribers: true);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
            await foreach (var subscriber in channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
                yield return subscriber;
        }
        finally
        {
            SubscribersChanged -= OnChanged;
        }
    }

    /// <summary>Ends the log: watchers get what is left and finish.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var id in resource.GetInstanceIds())
            Complete(id);
    }

    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        GetLog(name).Complete();
    }

    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        GetLog(resourceName).Clear();
    }

    public void Dispose()
    {
        _disposing.Cancel();
        foreach (var log in _logs.Values)
            log.Complete();
        GC.SuppressFinalize(this);
    }

    internal ResourceLog GetLog(string name) => _logs.GetOrAdd(name, static (key, service) => new ResourceLog(key,
        line => service.LineWritten?.Invoke(key, line),
        any => service.SubscribersChanged?.Invoke(new LogSubscriber(key, any))), this);

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> MergeAsync(IAsyncEnumerable<IReadOnlyList<LogLine>>[] sources,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<IReadOnlyList<LogLine>>(sources.Length * 16);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = Task.WhenAll(sources.Select(async source =>
        {
            await foreach (var lines in source.WithCancellation(stop.Token).ConfigureAwait(false))
                await channel.Writer.WriteAsync(lines, stop.Token).ConfigureAwait(false);
        }));
        var completion = pumps.ContinueWith(done => channel.Writer.TryComplete(done.Exception?.InnerException), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var lines in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return lines;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await completion.ConfigureAwait(false);
        }
    }

    private sealed class CompositeLogger(ILogger[] loggers) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (var logger in loggers)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

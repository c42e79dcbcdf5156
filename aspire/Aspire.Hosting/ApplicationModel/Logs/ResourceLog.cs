using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console log of one instance: a bounded backlog and its watchers.</summary>
internal sealed class ResourceLog
{
    private const int BacklogCapacity = 10_000;

    private readonly Lock _guardsLines = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly Action<LogLine> _onLine;
    private readonly Action<bool> _onWatchersChanged;
    private ImmutableArray<Channel<LogLine>> _watchers = [];
    private int _lastLineNumber;
    private bool _completed;

    public ResourceLog(string name, Action<LogLine> onLine, Action<bool> onWatchersChanged)
    {
        Name = name;
        _onLine = onLine;
        _onWatchersChanged = onWatchersChanged;
        Logger = new LineLogger(this);
    }

    public string Name { get; }

    public ILogger Logger { get; }

    public bool HasWatchers => !_watchers.IsEmpty;

    /// <summary>Appends a line with its time in front, as <c>2026-01-31T12:34:56.1234567Z text</c>.</summary>
    public void Write(string text, bool isError)
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        LogLine line;
        lock (_guardsLines)
        {
            if (_completed)
                return;
            line = new LogLine(++_lastLineNumber, $"{time} {text}", isError);
            _backlog.Enqueue(line);
            if (_backlog.Count > BacklogCapacity)
                _backlog.Dequeue();
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(line);
        }
        _onLine(line with { Content = text });
    }

    public IReadOnlyList<LogLine> GetBacklog()
    {
        lock (_guardsLines)
            return [.. _backlog];
    }

    public void Clear()
    {
        lock (_guardsLines)
        {
            _backlog.Clear();
            _lastLineNumber = 0;
        }
    }

    public void Complete()
    {
        lock (_guardsLines)
        {
            _completed = true;
            foreach (var watcher in _watchers)
                watcher.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken disposing, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(disposing, cancellationToken);
        // A slow watcher loses the oldest lines, so that it cannot hold the memory of all.
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(BacklogCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        IReadOnlyList<LogLine> backlog;
        bool first;
        lock (_guardsLines)
        {
            backlog = [.. _backlog];
            first = _watchers.IsEmpty;
            _watchers = _watchers.Add(channel);
            if (_completed)
                channel.Writer.TryComplete();
        }
        if (first)
            _onWatchersChanged(true);
        try
        {
            if (backlog.Count > 0)
                yield return backlog;
            while (await channel.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                    batch.Add(line);
                yield return batch;
            }
        }
        finally
        {
            bool last;
            lock (_guardsLines)
            {
                _watchers = _watchers.Remove(channel);
                last = _watchers.IsEmpty;
            }
            if (last)
                _onWatchersChanged(false);
        }
    }

    private sealed class LineLogger(ResourceLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
            log.Write(text, isError: logLevel >= LogLevel.Error);
        }
    }
}

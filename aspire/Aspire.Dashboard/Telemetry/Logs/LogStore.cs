namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>The latest log entries.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock _guardsAll = new();
    private readonly Queue<LogEntry> _entries = [];
    private long _bytes;
    private long _number;

    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_guardsAll)
        {
            foreach (var entry in entries)
            {
                entry.Number = ++_number;
                _entries.Enqueue(entry);
                _bytes += entry.Bytes;
            }
            while (_entries.Count > limits.MaxLogCount || _bytes > limits.MaxLogBytes)
            {
                var oldest = _entries.Dequeue();
                _bytes -= oldest.Bytes;
            }
        }
    }

    /// <summary>The entries that match, the latest first; of one time the one that arrived last.</summary>
    public IReadOnlyList<LogEntry> Find(LogFilter filter)
    {
        LogEntry[] all;
        lock (_guardsAll)
            all = [.. _entries];
        LogEntry[] found = [.. all.Where(filter.Matches)];
        // Services send what they have gathered, by logger.
        Array.Sort(found, static (left, right) => (right.Time, right.Number).CompareTo((left.Time, left.Number)));
        return found;
    }

    /// <summary>The entry with this number; null if it is not kept any more.</summary>
    public LogEntry? Get(long number)
    {
        lock (_guardsAll)
            return _entries.FirstOrDefault(entry => entry.Number == number);
    }

    public void Clear()
    {
        lock (_guardsAll)
        {
            _entries.Clear();
            _bytes = 0;
        }
    }
}

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The latest traces.</summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Lock _guardsAll = new();
    private readonly Dictionary<UInt128, StoredTrace> _traces = [];
    private readonly Queue<StoredTrace> _age = [];
    private long _bytes;

    /// <summary>Adds spans to their traces, and returns how many were refused because their trace is full.</summary>
    public int Add(IEnumerable<SpanRecord> spans)
    {
        var refused = 0;
        lock (_guardsAll)
        {
            foreach (var span in spans)
            {
                if (!_traces.TryGetValue(span.TraceId, out var trace))
                    trace = Begin(span.TraceId);
                if (trace.Count >= limits.MaxTraceSpanCount)
                {
                    refused++;
                    continue;
                }
                _bytes -= trace.Bytes;
                trace.Add(span);
                _bytes += trace.Bytes;
            }
            while (_age.Count > limits.MaxTraceCount || (_bytes > limits.MaxTraceBytes && _age.Count > 0))
                RemoveOldest();
        }
        return refused;
    }

    /// <summary>The traces that match, the latest first.</summary>
    public IReadOnlyList<TraceSummary> Find(TraceFilter filter)
    {
        TraceSummary[] all;
        lock (_guardsAll)
            all = [.. _age.Select(trace => trace.Summarize())];
        Array.Sort(all, static (left, right) => right.Start.CompareTo(left.Start));
        return [.. all.Where(filter.Matches)];
    }

    /// <summary>The spans of a trace in the order of their start; none if it is not there.</summary>
    public IReadOnlyList<SpanRecord> GetSpans(UInt128 traceId)
    {
        SpanRecord[] spans;
        lock (_guardsAll)
            spans = _traces.TryGetValue(traceId, out var trace) ? [.. trace.Spans] : [];
        Array.Sort(spans, static (left, right) => left.Start.CompareTo(right.Start));
        return spans;
    }

    public bool Contains(UInt128 traceId)
    {
        lock (_guardsAll)
            return _traces.ContainsKey(traceId);
    }

    public void Clear()
    {
        lock (_guardsAll)
        {
            _traces.Clear();
            _age.Clear();
            _bytes = 0;
        }
    }

    private StoredTrace Begin(UInt128 id)
    {
        var trace = new StoredTrace(id);
        _traces.Add(id, trace);
        _age.Enqueue(trace);
        _bytes += trace.Bytes;
        return trace;
    }

    private void RemoveOldest()
    {
        var oldest = _age.Dequeue();
        _traces.Remove(oldest.Id);
        _bytes -= oldest.Bytes;
    }
}

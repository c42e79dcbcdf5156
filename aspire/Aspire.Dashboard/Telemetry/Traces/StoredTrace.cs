namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The spans of one trace. The store guards it.</summary>
internal sealed class StoredTrace(UInt128 id)
{
    /// <summary>Up to here looking at all spans is cheaper than a set of their numbers.</summary>
    private const int FewSpans = 32;

    private readonly List<SpanRecord> _spans = new(1);
    private HashSet<ulong>? _ids;
    private TraceSummary? _summary;

    public UInt128 Id => id;

    public int Count => _spans.Count;

    /// <summary>The memory that it takes, as estimated.</summary>
    public long Bytes { get; private set; } = 200;

    public IReadOnlyList<SpanRecord> Spans => _spans;

    /// <summary>Adds a span; one that is there already, because its sender did not get the answer, is not added again.</summary>
    public void Add(SpanRecord span)
    {
        if (Contains(span.Id))
            return;
        _spans.Add(span);
        _ids?.Add(span.Id);
        Bytes += span.Bytes;
        _summary = null;
    }

    public TraceSummary Summarize() => _summary ??= CreateSummary();

    private bool Contains(ulong span)
    {
        if (_spans.Count > FewSpans)
            return (_ids ??= [.. _spans.Select(known => known.Id)]).Contains(span);
        foreach (var known in _spans)
        {
            if (known.Id == span)
                return true;
        }
        return false;
    }

    private TraceSummary CreateSummary()
    {
        var first = _spans[0];
        var end = first.End;
        var errors = 0;
        foreach (var span in _spans)
        {
            // A root goes before spans whose parent is elsewhere, whatever the clocks say.
            var (isRoot, firstIsRoot) = (span.ParentId == 0, first.ParentId == 0);
            if (isRoot == firstIsRoot ? span.Start < first.Start : isRoot)
                first = span;
            end = Math.Max(end, span.End);
            errors += span.IsError ? 1 : 0;
        }
        var participants = _spans.GroupBy(span => span.Resource).OrderBy(group => group.Min(span => span.Start))
            .Select(group => new TraceParticipant(group.Key, group.Count(), group.Count(span => span.IsError))).ToArray();
        return new TraceSummary(id, first.Name, first.Subject, first.Resource, _spans.Min(span => span.Start), end, _spans.Count, errors, participants);
    }
}

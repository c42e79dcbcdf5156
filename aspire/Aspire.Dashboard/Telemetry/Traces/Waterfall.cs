namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The spans of a trace as a tree in which callers stand above those that they call.</summary>
internal sealed class Waterfall
{
    private readonly ILookup<ulong, SpanRecord> _children;
    private readonly Func<SpanRecord, string?> _findPeer;

    /// <param name="spans">The spans in the order of their start.</param>
    /// <param name="findPeer">Tells who was called by a span that has no child elsewhere; null if that is not known.</param>
    public Waterfall(IReadOnlyList<SpanRecord> spans, Func<SpanRecord, string?> findPeer)
    {
        _findPeer = findPeer;
        var ids = spans.Select(span => span.Id).ToHashSet();
        // A span whose parent is not there, or which is its own, stands at the top.
        _children = spans.ToLookup(span => ids.Contains(span.ParentId) && span.ParentId != span.Id ? span.ParentId : 0);
        Start = spans.Count == 0 ? 0 : spans.Min(span => span.Start);
        Duration = TimeSpan.FromTicks(spans.Count == 0 ? 0 : spans.Max(span => span.End) - Start);
        Rows = CreateRows(spans);
        Calls = CreateCalls();
    }

    /// <summary>Ticks in UTC.</summary>
    public long Start { get; }

    public TimeSpan Duration { get; }

    public IReadOnlyList<SpanRow> Rows { get; }

    /// <summary>Who called whom.</summary>
    public IReadOnlyList<ResourceCall> Calls { get; }

    /// <summary>The rows but for those below a folded span.</summary>
    public IReadOnlyList<SpanRow> GetVisible(IReadOnlySet<ulong> folded)
    {
        var visible = new List<SpanRow>(Rows.Count);
        var foldedDepth = int.MaxValue;
        foreach (var row in Rows)
        {
            if (row.Depth > foldedDepth)
                continue;
            foldedDepth = folded.Contains(row.Span.Id) ? row.Depth : int.MaxValue;
            visible.Add(row);
        }
        return visible;
    }

    private List<SpanRow> CreateRows(IReadOnlyList<SpanRecord> spans)
    {
        var rows = new List<SpanRow>(spans.Count);
        var seen = new HashSet<ulong>();
        // A stack of its own: a trace may be as deep as it has spans.
        var open = new Stack<(SpanRecord Span, int Depth)>();
        foreach (var top in _children[0].Reverse())
            open.Push((top, 0));
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Span.Id))
                continue;
            var children = _children[next.Span.Id];
            rows.Add(new SpanRow(next.Span, next.Depth, children.Any(), FindPeer(next.Span)));
            foreach (var child in children.Reverse())
                open.Push((child, next.Depth + 1));
        }
        // Spans that are each other's parents have no top; they are shown flat.
        rows.AddRange(spans.Where(span => seen.Add(span.Id)).Select(span => new SpanRow(span, 0, HasChildren: false, FindPeer(span))));
        return rows;
    }

    /// <summary>A call that its receiver tells of needs no guess.</summary>
    private string? FindPeer(SpanRecord span) => span.Kind is SpanKind.Client or SpanKind.Producer && !_children[span.Id].Any(child => child.Resource != span.Resource)
        ? _findPeer(span) : null;

    private List<ResourceCall> CreateCalls() =>
    [
        .. Rows.SelectMany(row => row.Peer is { } peer
                ? [(From: row.Span.Resource.Name, To: peer, row.Span.IsError)]
                : _children[row.Span.Id].Where(child => child.Resource.Name != row.Span.Resource.Name).Select(child => (From: row.Span.Resource.Name, To: child.Resource.Name, child.IsError)))
            .GroupBy(call => (call.From, call.To))
            .Select(group => new ResourceCall(group.Key.From, group.Key.To, group.Count(), group.Count(call => call.IsError))),
    ];
}

using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Traces;
using SpanLink = Aspire.Dashboard.Telemetry.Traces.SpanLink;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Turns messages into spans.</summary>
internal sealed class SpanReader(MessageTexts texts, ResourceReader resources, TelemetryLimits limits) : ExportReader<SpanRecord>(texts, resources)
{
    private const int SpanBytes = 160;
    private const int EventBytes = 64;
    private const int LinkBytes = 64;

    protected override int ReadItem(ReadOnlySpan<byte> item, TelemetryResource resource, string scope, List<SpanRecord> items)
    {
        if (Create(Span.Parser.ParseFrom(item), resource, scope) is not { } span)
            return 1;
        items.Add(span);
        return 0;
    }

    /// <summary>The span; null if it has no number.</summary>
    private SpanRecord? Create(Span span, TelemetryResource resource, string scope)
    {
        var (trace, id) = (TelemetryIds.ReadTrace(span.TraceId.Span), TelemetryIds.ReadSpan(span.SpanId.Span));
        if (trace == 0 || id == 0)
            return null;
        Texts.Pool.NewBytes = SpanBytes;
        var name = Texts.Cut(span.Name);
        var message = Texts.Cut(span.Status?.Message ?? "");
        var attributes = Texts.ToAttributes(span.Attributes);
        var events = ReadEvents(span);
        var links = ReadLinks(span);
        var start = MessageTexts.ToTicks(span.StartTimeUnixNano);
        return new SpanRecord
        {
            TraceId = trace,
            Id = id,
            ParentId = TelemetryIds.ReadSpan(span.ParentSpanId.Span),
            Name = name,
            Kind = span.Kind is >= Span.Types.SpanKind.Unspecified and <= Span.Types.SpanKind.Consumer ? (SpanKind)span.Kind : SpanKind.Unspecified,
            IsError = span.Status?.Code == Status.Types.StatusCode.Error,
            StatusMessage = message,
            Start = start,
            End = Math.Max(start, MessageTexts.ToTicks(span.EndTimeUnixNano)),
            Resource = resource,
            Scope = scope,
            Attributes = attributes,
            Events = events,
            Links = links,
            Bytes = (int)Math.Min(Texts.Pool.NewBytes, int.MaxValue),
        };
    }

    private SpanEvent[] ReadEvents(Span span)
    {
        Texts.Pool.NewBytes += EventBytes * span.Events.Count;
        return span.Events.Count == 0 ? []
            : [.. span.Events.Take(limits.MaxSpanEventCount).Select(item => new SpanEvent(MessageTexts.ToTicks(item.TimeUnixNano), Texts.Cut(item.Name), Texts.ToAttributes(item.Attributes)))];
    }

    private SpanLink[] ReadLinks(Span span)
    {
        Texts.Pool.NewBytes += LinkBytes * span.Links.Count;
        return span.Links.Count == 0 ? []
            : [.. span.Links.Take(limits.MaxSpanEventCount)
                .Select(link => new SpanLink(TelemetryIds.ReadTrace(link.TraceId.Span), TelemetryIds.ReadSpan(link.SpanId.Span), Texts.ToAttributes(link.Attributes)))];
    }
}

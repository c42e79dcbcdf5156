using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Logs;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Turns messages into log entries.</summary>
internal sealed class LogReader(MessageTexts texts, ResourceReader resources) : ExportReader<LogEntry>(texts, resources)
{
    private const int EntryBytes = 152;

    protected override int ReadItem(ReadOnlySpan<byte> item, TelemetryResource resource, string scope, List<LogEntry> items)
    {
        items.Add(Create(LogRecord.Parser.ParseFrom(item), resource, scope));
        return 0;
    }

    private LogEntry Create(LogRecord record, TelemetryResource resource, string category)
    {
        Texts.Pool.NewBytes = EntryBytes;
        var message = Texts.ToText(record.Body);
        var eventName = Texts.Cut(record.EventName);
        var attributes = Texts.ToAttributes(record.Attributes);
        return new LogEntry
        {
            Time = MessageTexts.ToTicks(record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano),
            Severity = record.SeverityNumber,
            Message = message,
            Category = category,
            EventName = eventName,
            Resource = resource,
            Attributes = attributes,
            TraceId = TelemetryIds.ReadTrace(record.TraceId.Span),
            SpanId = TelemetryIds.ReadSpan(record.SpanId.Span),
            Bytes = (int)Math.Min(Texts.Pool.NewBytes, int.MaxValue),
        };
    }
}

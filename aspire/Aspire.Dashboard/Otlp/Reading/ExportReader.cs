using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;
using Google.Protobuf;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>
/// Reads a request: resources, in each of them scopes, in each of these the spans, log entries or metrics. They are parsed one at a time, since a request full of empty
/// messages takes a hundred times its size as objects.
/// </summary>
/// <typeparam name="T">What is made of it.</typeparam>
internal abstract class ExportReader<T>(MessageTexts texts, ResourceReader resources)
{
    /// <summary>A single span, log entry or metric that is larger is refused.</summary>
    private const int LargestItem = 1 << 20;

    private const int ContextField = 1;
    private const int ContentField = 2;

    protected MessageTexts Texts { get; } = texts;

    /// <summary>Reads what can be kept; the rest is counted in <paramref name="refused"/>.</summary>
    /// <exception cref="MalformedExportException">The bytes are no request.</exception>
    /// <exception cref="InvalidProtocolBufferException">A message in it is none.</exception>
    public List<T> Read(ReadOnlySpan<byte> request, out int refused)
    {
        var items = new List<T>();
        refused = 0;
        var export = new WireFields(request);
        while (export.MoveNext())
        {
            if (export.Number == ContextField)
                refused += ReadResource(export.Content, items);
        }
        return items;
    }

    /// <summary>Parses an item, adds what is made of it, and returns how much of it was refused.</summary>
    protected abstract int ReadItem(ReadOnlySpan<byte> item, TelemetryResource resource, string scope, List<T> items);

    private int ReadResource(ReadOnlySpan<byte> message, List<T> items)
    {
        var context = FindContext(message);
        var resource = resources.Read(context.IsEmpty ? null : Resource.Parser.ParseFrom(context));
        var refused = 0;
        var fields = new WireFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == ContentField)
                refused += ReadScope(fields.Content, resource, items);
        }
        return refused;
    }

    private int ReadScope(ReadOnlySpan<byte> message, TelemetryResource resource, List<T> items)
    {
        var context = FindContext(message);
        var scope = Texts.Cut(context.IsEmpty ? "" : InstrumentationScope.Parser.ParseFrom(context).Name);
        var refused = 0;
        var fields = new WireFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == ContentField)
                refused += fields.Content.Length > LargestItem ? 1 : ReadItem(fields.Content, resource, scope, items);
        }
        return refused;
    }

    /// <summary>The resource or scope may stand behind what belongs to it.</summary>
    private static ReadOnlySpan<byte> FindContext(ReadOnlySpan<byte> message)
    {
        var fields = new WireFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == ContextField)
                return fields.Content;
        }
        return [];
    }
}

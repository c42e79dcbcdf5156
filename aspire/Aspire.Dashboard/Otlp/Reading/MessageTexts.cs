using System.Globalization;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;
using Google.Protobuf.Collections;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Turns values, attributes and times of messages into what is kept of them, within the limits.</summary>
internal sealed class MessageTexts(TelemetryLimits limits)
{
    private const int AttributeBytes = 16;

    /// <summary>Keeps one string for equal ones.</summary>
    public TextPool Pool { get; } = new();

    /// <summary>Ticks in UTC; 0 for a time that is not given.</summary>
    public static long ToTicks(ulong unixNanoseconds) => unixNanoseconds == 0 ? 0 : DateTime.UnixEpoch.Ticks + (long)(unixNanoseconds / TimeSpan.NanosecondsPerTick);

    public string Cut(string text) => Pool.Get(text.Length > limits.MaxAttributeLength ? text[..limits.MaxAttributeLength] : text);

    public string ToText(AnyValue? value) => Cut(Format(value));

    public TelemetryAttribute[] ToAttributes(RepeatedField<KeyValue> attributes)
    {
        var count = Math.Min(attributes.Count, limits.MaxAttributeCount);
        if (count == 0)
            return [];
        var result = new TelemetryAttribute[count];
        for (var i = 0; i < count; i++)
            result[i] = new TelemetryAttribute(Cut(attributes[i].Key), ToText(attributes[i].Value));
        Pool.NewBytes += AttributeBytes * (count + 1L);
        return result;
    }

    private static string Format(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue => FormatJson(value),
        _ => "",
    };

    private static string FormatJson(AnyValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.BoolValue:
                writer.WriteBooleanValue(value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                writer.WriteNumberValue(value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(value.DoubleValue):
                writer.WriteNumberValue(value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                writer.WriteStartArray();
                foreach (var item in value.ArrayValue.Values)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                writer.WriteStartObject();
                foreach (var item in value.KvlistValue.Values)
                {
                    writer.WritePropertyName(item.Key);
                    Write(writer, item.Value);
                }
                writer.WriteEndObject();
                break;
            case null or AnyValue.ValueOneofCase.None:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(Format(value));
                break;
        }
    }
}

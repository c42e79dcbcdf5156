using System.Buffers;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Telemetry.Metrics;

namespace Aspire.Dashboard.Components.Telemetry;

/// <summary>Writes what a chart shows in the form that its script reads.</summary>
internal static class ChartJson
{
    /// <summary>More digits than this cannot be seen.</summary>
    private const int Digits = 6;

    public static string Create(long[] times, IReadOnlyList<MetricLine> lines, string unit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("unit", unit);
            writer.WriteStartArray("times");
            foreach (var time in times)
                writer.WriteNumberValue((time - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);
            writer.WriteEndArray();
            writer.WriteStartArray("lines");
            foreach (var line in lines)
                Write(writer, line);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, MetricLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("name", line.Name);
        writer.WriteStartArray("values");
        foreach (var value in line.Values)
        {
            if (value is { } number && double.IsFinite(number))
                writer.WriteNumberValue(Round(number));
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static double Round(double value)
    {
        if (value == 0)
            return 0;
        var places = Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return places is > 0 and <= 15 ? Math.Round(value, places) : value;
    }
}

using System.Globalization;
using Aspire.Dashboard.Telemetry.Metrics;

namespace Aspire.Dashboard.Components.Telemetry;

/// <summary>Times, durations and numbers as the pages show them.</summary>
internal static class TelemetryTexts
{
    /// <summary>The time of day to the millisecond; with the date in front if it is not today's.</summary>
    public static string FormatTime(long utcTicks)
    {
        var local = ToUtc(utcTicks).ToLocalTime();
        return local.ToString(local.Date == TimeProvider.System.GetLocalNow().Date ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    /// <summary>For machines and tooltips.</summary>
    public static string FormatExact(long utcTicks) => ToUtc(utcTicks).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Three digits and the unit that suits them.</summary>
    public static string FormatDuration(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0",
        { TotalMicroseconds: < 1000 } => Format(duration.TotalMicroseconds, "µs"),
        { TotalMilliseconds: < 1000 } => Format(duration.TotalMilliseconds, "ms"),
        { TotalSeconds: < 60 } => Format(duration.TotalSeconds, "s"),
        _ => Format(duration.TotalMinutes, "min"),
    };

    /// <summary>A number with what it counts.</summary>
    public static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {(number == 1 ? one : many)}");

    /// <summary>A chart in words: the latest values of its lines.</summary>
    public static string Describe(IEnumerable<MetricLine> lines, string unit) => string.Join(", ",
        lines.Select(line => $"{line.Name} {(line.Values.LastOrDefault(value => value is not null) is { } last ? $"{FormatNumber(last)} {unit}" : "unknown")}"));

    public static string FormatNumber(double? value) => value is not { } number ? "" : Math.Abs(number) is >= 1000 or 0
        ? number.ToString("#,0.##", CultureInfo.InvariantCulture)
        : number.ToString("G4", CultureInfo.InvariantCulture);

    private static string Format(double value, string unit) => $"{value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";

    private static DateTime ToUtc(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
}

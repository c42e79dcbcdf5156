using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Components.Telemetry;

/// <summary>Where the pages of telemetry are.</summary>
internal static class TelemetryLinks
{
    public const string Logs = "/structuredlogs";
    public const string Traces = "/traces";
    public const string Metrics = "/metrics";

    /// <summary>A page for one resource or instance, or for all.</summary>
    public static string For(string page, string? resource) => string.IsNullOrEmpty(resource) ? page : $"{page}/resource/{Uri.EscapeDataString(resource)}";

    public static string GetTrace(UInt128 traceId, ulong spanId = 0) =>
        $"{Traces}/detail/{TelemetryIds.FormatTrace(traceId)}{(spanId == 0 ? null : $"?spanId={TelemetryIds.FormatSpan(spanId)}")}";

    public static string GetLogs(UInt128 traceId, ulong spanId = 0) =>
        $"{Logs}?traceId={TelemetryIds.FormatTrace(traceId)}{(spanId == 0 ? null : $"&spanId={TelemetryIds.FormatSpan(spanId)}")}";
}

namespace Aspire.Dashboard.Telemetry.Logs;

internal static class LogSeverities
{
    private const int NumbersPerLevel = 4;

    /// <summary>The level of a severity number: four numbers are one level, from 1 on. One that is not known counts as Information.</summary>
    public static LogSeverity Of(int severity) => severity is < 1 or > 24 ? LogSeverity.Information : (LogSeverity)((severity - 1) / NumbersPerLevel);
}

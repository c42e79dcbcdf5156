namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>The levels of log entries as .NET calls them.</summary>
internal enum LogSeverity
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}

namespace Aspire.Dashboard.Protocol;

/// <summary>The last result of one health check; the status is null until it has run.</summary>
internal sealed record HealthReportView(string Name, string? Status, string? Description, string? ExceptionText, DateTime? LastRunAt);

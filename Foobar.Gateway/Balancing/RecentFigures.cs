namespace Foobar.Gateway.Balancing;

/// <summary>Figures of the last minute.</summary>
/// <param name="RequestsPerSecond">Requests a second.</param>
/// <param name="FailuresPerSecond">Failed ones a second.</param>
/// <param name="Median">Median time of an answer, ms; null without requests.</param>
/// <param name="Percentile95">Time of an answer that 95 % keep, ms.</param>
/// <param name="Percentile99">Time of an answer that 99 % keep, ms.</param>
internal sealed record RecentFigures(double RequestsPerSecond, double FailuresPerSecond, double? Median, double? Percentile95, double? Percentile99);

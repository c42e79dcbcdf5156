namespace SiteSpeed;

/// <summary>What one stretch of load found; times in milliseconds, bytes of one answer's body.</summary>
internal sealed record Sample(double RequestsPerSecond, double Median, double P99, double Bytes);

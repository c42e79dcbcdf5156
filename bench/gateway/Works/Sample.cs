namespace GatewaySpeed.Works;

/// <summary>What one stretch of work by one peer found; times in milliseconds where nothing else is said.</summary>
/// <param name="PerSecond">Requests, handshakes or connections a second.</param>
/// <param name="Median">The median of their times.</param>
/// <param name="P99">The time that 99 of 100 stayed within.</param>
/// <param name="CpuMicroseconds">CPU time of the peer's processes for each.</param>
/// <param name="MegabytesBefore">Its memory before (PSS).</param>
/// <param name="ProportionalMegabytes">Its memory at the end (PSS).</param>
/// <param name="ResidentMegabytes">Its memory at the end (RSS).</param>
/// <param name="Completed">How many there were.</param>
/// <param name="ProxyBusy">The share of time that the proxy's core worked.</param>
/// <param name="OthersShare">The share of the proxy's core that others had.</param>
/// <param name="LoadBusy">The share of time that the cores of load and webs worked.</param>
/// <param name="Failure">What went wrong; a sample that has one counts for nothing.</param>
internal sealed record Sample(
    double PerSecond,
    double? Median,
    double? P99,
    double CpuMicroseconds,
    double MegabytesBefore,
    double ProportionalMegabytes,
    double ResidentMegabytes,
    long Completed,
    double ProxyBusy,
    double OthersShare,
    double LoadBusy,
    string? Failure)
{
    /// <summary>Nothing but what went wrong.</summary>
    public static Sample OfFailure(string failure) => new(0, null, null, 0, 0, 0, 0, 0, 0, 0, 0, failure);

    /// <summary>What each connection added to the memory, in KB.</summary>
    public double KilobytesEach => Completed == 0 ? 0 : (ProportionalMegabytes - MegabytesBefore) * 1024 / Completed;
}

namespace GatewaySpeed.Works;

/// <summary>A figure that peers are compared by.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="IsBetterHigh">More is better.</param>
/// <param name="Of">Its value in a sample; null where the work has none.</param>
internal sealed record Figure(string Name, bool IsBetterHigh, Func<Sample, double?> Of)
{
    public static Figure Throughput { get; } = new("throughput", IsBetterHigh: true, sample => sample.PerSecond);

    public static Figure P99 { get; } = new("p99", IsBetterHigh: false, sample => sample.P99);

    public static Figure Cpu { get; } = new("CPU time", IsBetterHigh: false, sample => sample.CpuMicroseconds);

    public static Figure Memory { get; } = new("memory", IsBetterHigh: false, sample => sample.ProportionalMegabytes);
}

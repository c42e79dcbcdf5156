#pragma warning disable CS1591 // The description beside each name says what it is.
namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What every service measures.</summary>
public static class ServiceMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "Foobar.ServiceDefaults";

    public static readonly Metric DiskFree = Metric.Gauge("foobar.disk.free", "By", "Bytes that the service may still write to a disk, by folder.");
    public static readonly Metric DiskSize = Metric.Gauge("foobar.disk.size", "By", "Bytes that a disk has, by folder.");
}

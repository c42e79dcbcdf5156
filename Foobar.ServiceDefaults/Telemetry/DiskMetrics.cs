using System.Diagnostics.Metrics;

namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>How full the disks are that a service depends on.</summary>
public sealed class DiskMetrics
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Lock _guardsFolders = new();

    /// <summary>Measures the disk of the folder that the service runs in.</summary>
    public DiskMetrics(IMeterFactory meters)
    {
        Watch(AppContext.BaseDirectory);
        var meter = meters.Create(ServiceMetrics.Meter);
        meter.Observe(ServiceMetrics.DiskFree, () => Measure(disk => disk.AvailableFreeSpace));
        meter.Observe(ServiceMetrics.DiskSize, () => Measure(disk => disk.TotalSize));
    }

    /// <summary>Measures the disk of this folder too.</summary>
    public void Watch(string folder)
    {
        lock (_guardsFolders)
            _folders.Add(Path.TrimEndingDirectorySeparator(folder));
    }

    private IEnumerable<Measurement<long>> Measure(Func<DriveInfo, long> value)
    {
        string[] folders;
        lock (_guardsFolders)
            folders = [.. _folders];
        // Of a folder that is on another machine, or gone, nothing is told.
        return folders.Where(Directory.Exists).Select(folder => new Measurement<long>(value(new DriveInfo(folder)), new KeyValuePair<string, object?>("folder", folder)));
    }
}

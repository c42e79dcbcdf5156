using System.Globalization;

namespace GatewaySpeed.Machine;

/// <summary>How busy the cores were since an earlier moment, by the kernel's account of everything that ran on them.</summary>
internal sealed class CoreUse
{
    private readonly (long Busy, long All)[] _cores = [.. File.ReadLines("/proc/stat").Where(line => line.StartsWith("cpu", StringComparison.Ordinal) && char.IsAsciiDigit(line[3])).Select(Read)];

    /// <summary>The share of its time that the proxy's core has worked since, 0 to 1.</summary>
    public double ProxySince(CoreUse earlier) => Share(_cores[^1], earlier._cores[^1]);

    /// <summary>The same of the cores of the load.</summary>
    public double LoadSince(CoreUse earlier) => _cores.Zip(earlier._cores, Share).SkipLast(1).Average();

    private static double Share((long Busy, long All) now, (long Busy, long All) earlier) =>
        now.All == earlier.All ? 0 : (double)(now.Busy - earlier.Busy) / (now.All - earlier.All);

    /// <summary>A line such as <c>cpu1 user nice system idle iowait irq softirq steal</c>, in ticks.</summary>
    private static (long Busy, long All) Read(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(value => long.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        var all = ticks.Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}

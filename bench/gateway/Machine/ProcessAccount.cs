using System.Globalization;

namespace GatewaySpeed.Machine;

/// <summary>The kernel's account of processes and their descendants.</summary>
internal sealed class ProcessAccount(IReadOnlyList<int> roots)
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>CPU time so far, user and system, in seconds.</summary>
    public double CpuSeconds => Processes().Sum(ReadCpu);

    /// <summary>Memory in MB; a page that several processes share counts for each of them by its part (PSS).</summary>
    public double ProportionalMegabytes => Processes().Sum(process => ReadMemory(process, "Pss:"));

    /// <summary>Memory in MB; a shared page counts in full for each (RSS).</summary>
    public double ResidentMegabytes => Processes().Sum(process => ReadMemory(process, "Rss:"));

    private IEnumerable<int> Processes() => roots.SelectMany(root => Descendants(root).Prepend(root));

    private static IEnumerable<int> Descendants(int ancestor)
    {
        foreach (var task in Directory.GetDirectories($"/proc/{ancestor}/task"))
        {
            foreach (var child in ReadChildren(task).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)))
            {
                yield return child;
                foreach (var descendant in Descendants(child))
                    yield return descendant;
            }
        }
    }

    private static string ReadChildren(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children"));
        }
        catch (IOException)
        {
            // A thread that has just ended has none.
            return "";
        }
    }

    private static double ReadCpu(int process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");
        // The name in brackets may have spaces in it; utime and stime are fields 14 and 15, the one after the name is field 3.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double ReadMemory(int process, string figure) =>
        File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith(figure, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024 : 0;
}

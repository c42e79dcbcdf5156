using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Startup;

/// <summary>One run of the model: started with <c>dotnet run</c>, measured when it is ready, and stopped with Ctrl+C.</summary>
internal sealed partial record ModelRun(double CommandSeconds, double HostSeconds, double StopSeconds, double ProportionalMegabytes, double ResidentMegabytes)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Caches and background work of the start settle before memory is read.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static async Task<ModelRun> MeasureAsync(string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var command = Process.Start(new ProcessStartInfo("dotnet", ["run", "--project", "Foobar.AppHost", "--", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        command.OutputDataReceived += (_, e) =>
        {
            if (ReadyLine().Match(e.Data ?? "") is { Success: true } match)
                ready.TrySetResult(double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        };
        command.BeginOutputReadLine();
        command.BeginErrorReadLine();
        try
        {
            var hostSeconds = await ready.Task.WaitAsync(Limit);
            var commandSeconds = clock.Elapsed.TotalSeconds;
            await Task.Delay(Settle);
            var host = FindHost(command.Id);
            var processes = GetDescendants(host).Append(host).ToArray();
            var (proportional, resident) = (Sum(processes, "Pss:"), Sum(processes, "Rss:"));

            clock.Restart();
            using (var interrupt = Process.Start("kill", ["-INT", host.ToString(CultureInfo.InvariantCulture)]))
                await interrupt.WaitForExitAsync();
            await command.WaitForExitAsync().WaitAsync(Limit);
            return new ModelRun(commandSeconds, hostSeconds, clock.Elapsed.TotalSeconds, proportional, resident);
        }
        finally
        {
            if (!command.HasExited)
                command.Kill(entireProcessTree: true);
        }
    }

    private static int FindHost(int command) => GetDescendants(command).First(process => File.ReadAllText($"/proc/{process}/comm").Trim() == "Foobar.AppHost");

    private static List<int> GetDescendants(int ancestor)
    {
        var found = new List<int>();
        foreach (var task in Directory.GetDirectories($"/proc/{ancestor}/task"))
        {
            foreach (var child in ReadChildren(task).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)))
                found.AddRange([child, .. GetDescendants(child)]);
        }
        return found;
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

    /// <summary>A figure of the kernel's account of each process, in MB. PSS counts a page that several processes share once.</summary>
    private static double Sum(int[] processes, string figure) => processes.Sum(process =>
        File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith(figure, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024 : 0);

    [GeneratedRegex(@"The site is ready at .* \((?<seconds>[0-9.]+) s after the start\)")]
    private static partial Regex ReadyLine();
}

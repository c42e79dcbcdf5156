using System.Globalization;

namespace Foobar.Tests.Support;

/// <summary>Processes of this machine, by the kernel's own account.</summary>
internal static class ProcessTree
{
    /// <summary>All children of a process, and theirs, with their command lines.</summary>
    public static Dictionary<int, string> GetDescendants(int ancestor)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                // pid (name) state parent: the name may have blanks and parentheses itself.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                parents[int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }
        bool Descends(int process) => parents.TryGetValue(process, out var parent) && (parent == ancestor || Descends(parent));
        return parents.Keys.Where(Descends).ToDictionary(process => process, Describe);
    }

    /// <summary>Whether the process runs; a dead one that nobody has waited for yet does not.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Describe(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}

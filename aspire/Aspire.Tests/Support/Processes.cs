using System.Runtime.InteropServices;

namespace Aspire.Tests.Support;

/// <summary>Processes of this machine.</summary>
internal static partial class Processes
{
    public const int KillSignal = 9;
    public const int InterruptSignal = 2;

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

    public static void Signal(int process, int signal) => Assert.Equal(0, SendSignal(process, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

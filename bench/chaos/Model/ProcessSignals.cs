using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Chaos.Model;

/// <summary>Signals to processes.</summary>
internal static partial class ProcessSignals
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Ends a process at once; it can do nothing about it.</summary>
    public static void SendKill(int process) => Send(process, Kill);

    /// <summary>Asks a process to end, as <c>Ctrl+C</c> does.</summary>
    public static void SendInterrupt(int process) => Send(process, Interrupt);

    /// <summary>Hangs a process: it keeps its memory and connections, and does nothing.</summary>
    public static void SendStop(int process) => Send(process, Stop);

    /// <summary>Lets a process that hangs go on.</summary>
    public static void SendContinue(int process) => Send(process, Continue);

    private static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Process {process} could not be sent signal {signal}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GatewaySpeed.Machine;

/// <summary>A server that runs as a process of its own, on cores of its own, with its output in a file.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private const int Terminate = 15;

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _log;

    private Server(Process process, string log)
    {
        _process = process;
        _log = log;
    }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>It has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines that it wrote.</summary>
    public string LastWords => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    /// <summary>Starts it.</summary>
    /// <param name="cores">Its cores, as <c>taskset</c> takes them.</param>
    /// <param name="folder">Its folder, where its log is; the current one of the process, unless another is given.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">More environment variables.</param>
    /// <param name="currentFolder">Where it finds its files.</param>
    public static Server Start(string cores, string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? variables = null, string? currentFolder = null)
    {
        var log = Path.Combine(folder, "output.log");
        // The shell only leads the output to the file; then it becomes taskset, which becomes the server: one process in the end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1", log, "taskset", "-c", cores, .. command])
        {
            RedirectStandardInput = true,
            WorkingDirectory = currentFolder ?? folder,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new Server(Process.Start(start)!, log);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && SendSignal(_process.Id, Terminate) != 0 && !_process.HasExited)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeToEnd);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.Local;

/// <summary>A child process in a session of its own, whose output arrives line by line.</summary>
internal sealed class LocalProcess
{
    /// <summary>How long output may come after the process has ended, from a grandchild that holds the pipe.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _guardsProcess = new();
    private readonly Process _process;
    private readonly ProcessGuardian _guardian;
    private bool _disposed;

    private LocalProcess(Process process, ProcessGuardian guardian, Action<string, bool> onLine)
    {
        _process = process;
        _guardian = guardian;
        Id = process.Id;
        StartedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
        Exited = WaitAsync(onLine);
    }

    public int Id { get; }

    /// <summary>In UTC.</summary>
    public DateTime StartedAt { get; }

    /// <summary>The exit code, 128 + the signal's number where a signal ended the process; completes when the output was read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts the process.</summary>
    /// <exception cref="DistributedApplicationException">The command or the folder does not exist.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is neither Linux nor macOS.</exception>
    public static LocalProcess Start(LocalProcessSpec spec, ProcessGuardian guardian, Action<string, bool> onLine)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The local runtime needs Linux or macOS. On Windows, use WSL or build with -p:AspireSource=packages.");
        var command = Executables.Find(spec.FileName, spec.WorkingDirectory, spec.Environment.GetValueOrDefault("PATH"))
            ?? throw new DistributedApplicationException($"The command '{spec.FileName}' was not found or is not executable.");
        if (!Directory.Exists(spec.WorkingDirectory))
            throw new DistributedApplicationException($"The working directory '{spec.WorkingDirectory}' of '{spec.FileName}' does not exist.");

        // In its own session the child gets no Ctrl+C of the terminal: the application host stops its children in order instead.
        // setsid replaces itself by the command, so the process id is the child's own.
        var setsid = Executables.Setsid;
        var start = new ProcessStartInfo(setsid ?? command)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (setsid is not null)
            start.ArgumentList.Add(command);
        foreach (var argument in spec.Arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        start.Environment[ProcessGuardian.MarkerVariable] = guardian.RunId;

        var process = Process.Start(start) ?? throw new DistributedApplicationException($"The command '{command}' did not start.");
        guardian.Add(process.Id);
        process.StandardInput.Close();
        return new LocalProcess(process, guardian, onLine);
    }

    /// <summary>Asks the process to end (SIGTERM); when it has not after the grace period, kills it and all of its children.</summary>
    public async Task<int> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        Signal(Signals.Terminate, wholeGroup: false);
        try
        {
            return await Exited.WaitAsync(grace, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            return await Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Kill() => Signal(Signals.Kill, wholeGroup: true);

    private void Signal(int signal, bool wholeGroup)
    {
        lock (_guardsProcess)
        {
            // The id may belong to somebody else once the process was reaped.
            if (_disposed || _process.HasExited)
                return;
            if (!wholeGroup || Executables.Setsid is null || !Signals.Send(-Id, signal))
                Signals.Send(Id, signal);
        }
    }

    private async Task<int> WaitAsync(Action<string, bool> onLine)
    {
        var output = Task.WhenAll(
            Task.Run(() => LineReader.ReadAsync(_process.StandardOutput, line => onLine(line, false))),
            Task.Run(() => LineReader.ReadAsync(_process.StandardError, line => onLine(line, true))));
        await _process.WaitForExitAsync().ConfigureAwait(false);
        var exitCode = _process.ExitCode;
        await Task.WhenAny(output, Task.Delay(DrainLimit)).ConfigureAwait(false);
        // What the process left behind in its group ends with it.
        if (Executables.Setsid is not null)
            Signals.Send(-Id, Signals.Kill);
        _guardian.Remove(Id);
        await Task.WhenAny(output, Task.Delay(DrainLimit)).ConfigureAwait(false);
        lock (_guardsProcess)
        {
            _disposed = true;
            _process.Dispose();
        }
        return exitCode;
    }
}

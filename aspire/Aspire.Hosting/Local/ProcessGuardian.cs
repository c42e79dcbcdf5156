using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Ends the children of this process when it dies, by whatever signal.</summary>
/// <remarks>
/// A small shell in a session of its own reads the ids of the children from a pipe. The pipe closes when this process is gone, since nobody else has its other end:
/// then the shell asks the children to end and, after 2.5 s, kills what is left. Grandchildren that left for a session of their own are killed in any case,
/// and the shell waits until they are gone, since a kill is only a request that the system carries out a little later.
/// </remarks>
internal sealed class ProcessGuardian : IAsyncDisposable
{
    /// <summary>Marks every process of this run, so that grandchildren with a session of their own are found too.</summary>
    public const string MarkerVariable = "ASPIRE_LOCAL_RUN";

    private const string Script = """
        trap '' INT TERM HUP
        groups=
        killed=
        while read -r line; do
          case $line in
            +*) groups="$groups ${line#+}" ;;
            -*) kept=; for g in $groups; do [ "$g" = "${line#-}" ] || kept="$kept $g"; done; groups=$kept ;;
            quit) groups=; break ;;
          esac
        done
        for g in $groups; do kill -s TERM -- "-$g" 2>/dev/null; done
        tries=0
        while [ $tries -lt 25 ]; do
          alive=
          for g in $groups; do kill -s 0 -- "-$g" 2>/dev/null && alive=1; done
          [ -n "$alive" ] || break
          sleep 0.1
          tries=$((tries + 1))
        done
        for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
        [ -d /proc/self ] || exit 0
        runs() { read -r stat 2>/dev/null < "/proc/$1/stat" || return 1; case ${stat##*) } in [ZX]*) return 1 ;; esac; }
        tries=0
        while [ $tries -lt 100 ]; do
          left=
          for file in $(grep -lszxF "$1" /proc/[0-9]*/environ 2>/dev/null); do
            process=${file#/proc/}
            process=${process%/environ}
            kill -s KILL "$process" 2>/dev/null
            left="$left $process"
          done
          for process in $killed; do runs "$process" && left="$left $process"; done
          [ -n "$left" ] || break
          killed=$left
          sleep 0.02
          tries=$((tries + 1))
        done
        exit 0
        """;

    private readonly Lock _guardsChildren = new();
    private readonly HashSet<int> _children = [];
    private readonly ILogger<ProcessGuardian> _logger;
    private Process? _shell;
    private bool _disposed;

    public ProcessGuardian(ILogger<ProcessGuardian> logger) => _logger = logger;

    public string RunId { get; } = Guid.NewGuid().ToString("N");

    public void Add(int processId)
    {
        lock (_guardsChildren)
        {
            _children.Add(processId);
            if (_shell is null)
                StartShell();
            else
                Tell($"+{processId}");
        }
    }

    public void Remove(int processId)
    {
        lock (_guardsChildren)
        {
            if (_children.Remove(processId))
                Tell($"-{processId}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process? shell;
        lock (_guardsChildren)
        {
            _disposed = true;
            Tell("quit");
            shell = _shell;
            _shell = null;
        }
        if (shell is null)
            return;
        await shell.WaitForExitAsync().ConfigureAwait(false);
        shell.Dispose();
    }

    private void StartShell()
    {
        var setsid = Executables.Setsid;
        var start = new ProcessStartInfo(setsid ?? "/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        if (setsid is not null)
            start.ArgumentList.Add("/bin/sh");
        foreach (var argument in (string[])["-c", Script, "guardian", $"{MarkerVariable}={RunId}"])
            start.ArgumentList.Add(argument);
        _shell = Process.Start(start) ?? throw new InvalidOperationException("The guardian of child processes did not start.");
        _shell.StandardInput.AutoFlush = true;
        _shell.EnableRaisingEvents = true;
        _shell.Exited += OnShellExited;
        foreach (var child in _children)
            Tell($"+{child}");
    }

    /// <summary>Somebody ended the shell: a new one takes over the present children.</summary>
    private void OnShellExited(object? sender, EventArgs e)
    {
        lock (_guardsChildren)
        {
            if (_disposed || !ReferenceEquals(sender, _shell))
                return;
            _logger.LogWarning("The guardian of child processes has ended; a new one takes over.");
            StartShell();
        }
    }

    private void Tell(string line)
    {
        try
        {
            _shell?.StandardInput.WriteLine(line);
        }
        catch (IOException exception)
        {
            // It has just ended; its successor is told all children anew.
            _logger.LogDebug(exception, "The guardian of child processes does not listen.");
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Runs helper programs to their end.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a program and returns what it printed, both streams together.</summary>
    /// <exception cref="DistributedApplicationException">The program is missing or ended with another exit code than 0; the message has the end of its output.</exception>
    public static async Task<string> RunAsync(string fileName, IEnumerable<string> arguments, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new DistributedApplicationException($"'{fileName}' could not be started: {exception.Message}", exception);
        }
        using var running = process;
        using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var output = new StringBuilder();
        void Append(string line)
        {
            lock (output)
                output.AppendLine(line);
            onLine?.Invoke(line);
        }
        await Task.WhenAll(ReadAsync(process.StandardOutput, Append), ReadAsync(process.StandardError, Append)).ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode == 0)
            return output.ToString();
        var tail = string.Join(' ', output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5));
        throw new DistributedApplicationException($"'{Path.GetFileName(fileName)}' ended with exit code {process.ExitCode}: {tail}");
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            onLine(line);
    }
}

using System.Diagnostics;

namespace GatewaySpeed.Machine;

/// <summary>Runs a command to its end.</summary>
internal static class CommandLine
{
    /// <summary>Runs it, no longer than the limit, and returns what it printed, errors included.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    /// <exception cref="TimeoutException">It did not end in time; it is killed.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            var text = output + await errors;
            return process.ExitCode == 0 ? text : throw new InvalidOperationException($"'{file}' ended with exit code {process.ExitCode}: {text.Trim()}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"'{file}' did not end within {limit.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

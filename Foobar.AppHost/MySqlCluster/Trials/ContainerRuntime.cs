using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace Foobar.AppHost.MySqlCluster.Trials;

/// <summary>The command line of the container runtime that Aspire is set to use; docker unless told.</summary>
internal sealed class ContainerRuntime(IConfiguration configuration)
{
    private readonly string _program =
        configuration["DcpPublisher:ContainerRuntime"] ?? configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"] ?? "docker";

    /// <exception cref="InvalidOperationException">The runtime is not there or has failed; the message has its own words.</exception>
    public async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        var reason = (await error.ConfigureAwait(false)).Trim();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{_program} {string.Join(' ', arguments)}' failed with exit code {process.ExitCode}: {reason}");
    }

    private Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"The container runtime '{_program}' cannot be run: {exception.Message}. Set ASPIRE_CONTAINER_RUNTIME to docker or podman.", exception);
        }
    }
}

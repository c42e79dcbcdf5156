using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using GatewaySpeed.Machine;

namespace GatewaySpeed.Reporting;

/// <summary>What was measured, with what, on what.</summary>
/// <param name="Machine">Processor and cores.</param>
/// <param name="Programs">Each program's version.</param>
internal sealed partial record Versions(string Machine, IReadOnlyList<string> Programs)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<Versions> ReadAsync(CancellationToken cancellationToken)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return new Versions($"{Environment.ProcessorCount} cores of {processor}, Linux {Environment.OSVersion.Version}",
        [
            $"HAProxy {await AskAsync("haproxy", "-v", cancellationToken)}",
            $"nginx {await AskAsync("nginx", "-v", cancellationToken)}",
            $"YARP {FileVersionInfo.GetVersionInfo(typeof(Yarp.ReverseProxy.Configuration.RouteConfig).Assembly.Location).ProductVersion?.Split('+')[0]}",
            RuntimeInformation.FrameworkDescription,
            $"OpenSSL {await AskAsync("openssl", "version", cancellationToken)}",
            $"wrk {await AskAsync("wrk", "-v", cancellationToken)}",
            $"h2load {await AskAsync("h2load", "--version", cancellationToken)}",
        ]);
    }

    /// <summary>The first number that a program says of itself.</summary>
    private static async Task<string> AskAsync(string program, string argument, CancellationToken cancellationToken)
    {
        // wrk says its version together with its usage, as an error.
        var shell = $"{Tools.Find(program)} {argument} 2>&1; true";
        return Number().Match(await CommandLine.RunAsync("/bin/sh", ["-c", shell], Limit, cancellationToken)).Value;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)*")]
    private static partial Regex Number();
}

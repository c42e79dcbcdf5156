using System.Diagnostics;
using System.Globalization;

namespace GatewaySpeed.Machine;

/// <summary>How the machine's cores are shared: the proxy that is measured has the last one for itself, load and webs have the others.</summary>
internal static class Cores
{
    /// <summary>The core of the proxy, as <c>taskset</c> takes it.</summary>
    public static string Proxy { get; } = (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The cores of everything else, as <c>taskset</c> takes them.</summary>
    public static string Load { get; } = Environment.ProcessorCount == 2 ? "0" : string.Create(CultureInfo.InvariantCulture, $"0-{Environment.ProcessorCount - 2}");

    /// <summary>Moves this process, and whatever it starts without another wish, to the cores of the load.</summary>
    /// <exception cref="InvalidOperationException">There is one core only.</exception>
    public static void MoveToLoad()
    {
        if (Environment.ProcessorCount < 2)
            throw new InvalidOperationException("The proxy needs a core for itself, and this machine, or what is left of it, has only one.");
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux())
            self.ProcessorAffinity = (nint)((1L << (Environment.ProcessorCount - 1)) - 1);
    }
}

using System.Runtime.InteropServices;

namespace GatewaySpeed.Machine;

/// <summary>How many files and sockets this process, and each that it starts, may have open.</summary>
internal static partial class OpenFiles
{
    private const int NumberOfFiles = 7; // RLIMIT_NOFILE

    /// <summary>Raises the limit to what is asked for, as far as it is allowed.</summary>
    /// <returns>The limit that holds now.</returns>
    public static long Raise(long wanted)
    {
        if (GetLimit(NumberOfFiles, out var limit) != 0)
            return 0;
        if ((long)limit.Soft >= wanted)
            return (long)limit.Soft;
        // Beyond the hard limit only root may go, and not in every container.
        var beyond = new Limit((nuint)wanted, (nuint)Math.Max(wanted, (long)limit.Hard));
        var within = new Limit((nuint)Math.Min(wanted, (long)limit.Hard), limit.Hard);
        return SetLimit(NumberOfFiles, in beyond) == 0 ? wanted : SetLimit(NumberOfFiles, in within) == 0 ? (long)within.Soft : (long)limit.Soft;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(nuint Soft, nuint Hard);
}

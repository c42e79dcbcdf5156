using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Foobar.Gateway.Transport;

/// <summary>How many files, sockets among them, the system lets this process have open (getrlimit(2)).</summary>
internal static partial class OpenFiles
{
    private const int NumberOfFiles = 7; // RLIMIT_NOFILE

    /// <summary>The limit; the runtime has raised it to the most that it may have.</summary>
    /// <exception cref="Win32Exception">The system does not tell.</exception>
    public static ulong ReadLimit()
    {
        Span<ulong> limits = stackalloc ulong[2];
        return GetLimits(NumberOfFiles, limits) == 0 ? limits[0] : throw new Win32Exception();
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimits(int resource, Span<ulong> limits);
}

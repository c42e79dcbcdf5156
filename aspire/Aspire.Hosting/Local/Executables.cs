namespace Aspire.Hosting.Local;

/// <summary>Finds commands.</summary>
internal static class Executables
{
    /// <summary>util-linux's setsid; null where the system has none.</summary>
    public static string? Setsid { get; } = OperatingSystem.IsWindows() ? null : Find("setsid", "/", Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The full path of a command, or null if there is no such file that may be executed.</summary>
    public static string? Find(string command, string workingDirectory, string? path)
    {
        if (command.Contains('/', StringComparison.Ordinal))
            return Path.GetFullPath(command, workingDirectory) is var full && IsExecutable(full) ? full : null;
        return (path ?? Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}

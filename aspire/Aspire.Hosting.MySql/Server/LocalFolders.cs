namespace Aspire.Hosting.MySql.Server;

/// <summary>Where the local runtime keeps things of this user.</summary>
internal static class LocalFolders
{
    /// <summary>What can be fetched or made again: the server and the initialised template.</summary>
    public static string Cache => Path.Combine(Get("XDG_CACHE_HOME", ".cache"), "aspire-local", "mysql");

    /// <summary>Data of named volumes; it stays until somebody deletes it.</summary>
    public static string Volumes => Path.Combine(Get("XDG_DATA_HOME", ".local/share"), "aspire-local", "volumes");

    /// <summary>Data of servers without a volume; deleted when the server ends, or by the next start if it could not be.</summary>
    public static string Temporary => Path.Combine(Path.GetTempPath(), $"aspire-local-{Environment.UserName}");

    private static string Get(string variable, string fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } configured && Path.IsPathRooted(configured)
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback);
}

namespace Aspire.Hosting.Local;

/// <summary>Where the local runtime keeps things of this user, as the XDG base directories say.</summary>
internal static class UserFolders
{
    /// <summary>What can be fetched or made again.</summary>
    public static string Cache => Get("XDG_CACHE_HOME", ".cache");

    /// <summary>What stays until somebody deletes it.</summary>
    public static string Data => Get("XDG_DATA_HOME", ".local/share");

    private static string Get(string variable, string fallback) => Path.Combine(
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } configured && Path.IsPathRooted(configured)
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback),
        "aspire-local");
}

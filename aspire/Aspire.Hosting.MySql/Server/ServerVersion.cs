using System.Text.RegularExpressions;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Reads what <c>mysqld --version</c> prints.</summary>
internal static partial class ServerVersion
{
    /// <summary>The oldest version that the local runtime works with.</summary>
    public static readonly Version Oldest = new(8, 4);

    /// <summary>Version and build, or the reason why this server cannot be used.</summary>
    public static (Version? Version, string Build, string? Refusal) Parse(string path, string output)
    {
        if (output.Contains("MariaDB", StringComparison.OrdinalIgnoreCase))
            return (null, "", $"'{path}' is MariaDB, not MySQL");
        var match = Pattern().Match(output);
        if (!match.Success)
            return (null, "", $"'{path} --version' printed no version of MySQL: {output.Trim()}");
        var version = new Version(match.Groups["version"].Value);
        return version < Oldest
            ? (null, "", $"'{path}' is MySQL {version}, older than {Oldest}")
            : (version, match.Groups["build"].Value, null);
    }

    [GeneratedRegex(@"\bVer\s+(?<build>(?<version>\d+\.\d+\.\d+)[^\s]*)")]
    private static partial Regex Pattern();
}

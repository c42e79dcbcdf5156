using Aspire.Hosting.Local;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Where servers and their data are.</summary>
internal static class LocalFolders
{
    /// <summary>What can be fetched or made again: the server and the initialised template.</summary>
    public static string Cache => Path.Combine(UserFolders.Cache, "mysql");

    /// <summary>Data of named volumes; it stays until somebody deletes it.</summary>
    public static string Volumes => Path.Combine(UserFolders.Data, "volumes");

    /// <summary>Data of servers without a volume; deleted when the server ends, or by the next start if it could not be.</summary>
    public static string Temporary => Path.Combine(Path.GetTempPath(), $"aspire-local-{Environment.UserName}");
}

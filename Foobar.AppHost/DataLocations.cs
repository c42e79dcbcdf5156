using Microsoft.Extensions.Configuration;

namespace Foobar.AppHost;

/// <summary>Where the application host keeps things, by its settings.</summary>
internal static class DataLocations
{
    private const string TelemetryFile = "telemetry.db";

    private static string OfUser => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "foobar");

    /// <summary>The folder that all backups go to, each into one of its own: <c>Backup:Folder</c>; otherwise beside the data, or with other data of this user where that is in volumes.</summary>
    public static string GetBackups(IConfiguration configuration) => Path.GetFullPath((configuration["Backup:Folder"], configuration["Data:Folder"]) switch
    {
        ({ Length: > 0 } folder, _) => folder,
        (_, { Length: > 0 } data) => Path.Combine(data, "backups"),
        _ => Path.Combine(OfUser, "backups"),
    });

    /// <summary>The file that telemetry is kept in over restarts: beside the data; null where that is not kept either.</summary>
    public static string? GetTelemetry(IConfiguration configuration) => configuration["Data:Folder"] switch
    {
        { Length: > 0 } data => Path.Combine(Path.GetFullPath(data), TelemetryFile),
        _ when configuration.GetValue("Data:Persistent", defaultValue: true) => Path.Combine(OfUser, TelemetryFile),
        _ => null,
    };
}

using Microsoft.Extensions.Configuration;

namespace Foobar.AppHost;

/// <summary>Where the application host keeps things, by its settings.</summary>
internal static class DataLocations
{
    /// <summary>The folder that all backups go to, each into one of its own: <c>Backup:Folder</c>; otherwise beside the data, or with other data of this user where that is in volumes.</summary>
    public static string GetBackups(IConfiguration configuration) => Path.GetFullPath((configuration["Backup:Folder"], configuration["Data:Folder"]) switch
    {
        ({ Length: > 0 } folder, _) => folder,
        (_, { Length: > 0 } data) => Path.Combine(data, "backups"),
        _ => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "foobar", "backups"),
    });
}

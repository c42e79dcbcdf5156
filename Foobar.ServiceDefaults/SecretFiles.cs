using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Foobar.ServiceDefaults;

/// <summary>Reads settings from files, one each, as containers and systemd's units are given their secrets.</summary>
public static class SecretFiles
{
    /// <summary>The setting that names the folder; without it, it is the one of the unit's credentials, and without these no files are read.</summary>
    public const string FolderKey = "Secrets:Folder";

    /// <summary>Adds the files of the folder: the name is the key, with <c>__</c> for <c>:</c>, and the text without a last line break the value. They go before the settings so far.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static void AddSecretFiles(this IHostApplicationBuilder builder)
    {
        // Named, not looked for: others leave files in the usual folder that are no settings, and that may not be readable.
        var named = builder.Configuration[FolderKey];
        if ((string.IsNullOrEmpty(named) ? Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") : named) is { Length: > 0 } folder)
            builder.Configuration.AddKeyPerFile(folder, optional: false);
    }
}

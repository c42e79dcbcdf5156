using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting;

/// <summary>Which application host this is: its assembly, project and a hash that tells it from others.</summary>
internal sealed class AppHostIdentity
{
    public const string ShaKey = "AppHost:Sha256";

    private readonly Dictionary<string, string?> _metadata;

    public AppHostIdentity(DistributedApplicationOptions options)
    {
        Assembly = options.AssemblyName is { } name ? Assembly.Load(new AssemblyName(name)) : Assembly.GetEntryAssembly();
        _metadata = (Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
            .DistinctBy(attribute => attribute.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.OrdinalIgnoreCase);
        Directory = options.ProjectDirectory ?? GetMetadata("apphostprojectpath") ?? System.IO.Directory.GetCurrentDirectory();
        ProjectName = GetMetadata("apphostprojectname");
    }

    public Assembly? Assembly { get; }

    /// <summary>The folder of the project.</summary>
    public string Directory { get; }

    /// <summary>The project's file name.</summary>
    public string? ProjectName { get; }

    public string? GetMetadata(string key) => _metadata.GetValueOrDefault(key);

    /// <summary>In run mode two checkouts differ; in publish mode the same project gives the same everywhere.</summary>
    public string GetSha(DistributedApplicationOperation operation, string applicationName)
    {
        var source = operation == DistributedApplicationOperation.Run
            ? Path.Combine(Directory, ProjectName ?? applicationName).ToLowerInvariant()
            : ProjectName ?? applicationName;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
    }
}

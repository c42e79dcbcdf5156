using System.Reflection;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting.Testing;

/// <summary>The launch profile of an application host as configuration: what <c>dotnet run</c> would have put into the environment.</summary>
internal sealed record AppHostLaunchProfile(string Folder, Dictionary<string, string?> Settings, string? EnvironmentName)
{
    /// <summary>The profile that <c>DOTNET_LAUNCH_PROFILE</c> names, else the first; null if the host has none.</summary>
    public static AppHostLaunchProfile? Read(Assembly appHost)
    {
        var metadata = appHost.GetCustomAttributes<AssemblyMetadataAttribute>().DistinctBy(attribute => attribute.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.OrdinalIgnoreCase);
        if (metadata.GetValueOrDefault("apphostprojectpath") is not { } folder || metadata.GetValueOrDefault("apphostprojectname") is not { } project || !Directory.Exists(folder))
            return null;
        var profiles = LaunchProfiles.Read(new ProjectPathMetadata(Path.Combine(folder, project)))?.Profiles ?? [];
        var name = Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is { } asked && profiles.ContainsKey(asked) ? asked : profiles.Keys.FirstOrDefault();
        if (name is null)
            return new AppHostLaunchProfile(folder, [], EnvironmentName: null);

        var profile = profiles[name];
        var settings = profile.EnvironmentVariables.ToDictionary(variable => variable.Key, string? (variable) => variable.Value);
        settings["AppHost:DefaultLaunchProfileName"] = name;
        if (profile.ApplicationUrl is { } urls)
            settings["ASPNETCORE_URLS"] = urls;
        var environment = settings.GetValueOrDefault("DOTNET_ENVIRONMENT") ?? settings.GetValueOrDefault("ASPNETCORE_ENVIRONMENT");
        return new AppHostLaunchProfile(folder, settings, environment);
    }
}

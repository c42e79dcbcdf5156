using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Projects;

/// <summary>Finds the launch profile that applies to a project.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The launch settings of a project; null if it has none.</summary>
    /// <exception cref="DistributedApplicationException">The project does not exist or its settings cannot be read.</exception>
    public static LaunchSettings? Read(IProjectMetadata project)
    {
        if (project.LaunchSettings is { } given)
            return given;
        if (!File.Exists(project.ProjectPath))
            throw new DistributedApplicationException($"The project file '{project.ProjectPath}' was not found.");
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), Json);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The profile asked for; else the one named like the application host's; else the first that runs the project.</summary>
    public static KeyValuePair<string, LaunchProfile>? GetEffective(IResource resource, IProjectMetadata project)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>() || Read(project) is not { } settings)
            return null;
        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
            return Find(settings, asked.LaunchProfileName);
        if (resource.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var preferred) && Find(settings, preferred.LaunchProfileName) is { } found)
            return found;
        return settings.Profiles
            .Where(profile => profile.Value.CommandName is null or "Project" or "Executable")
            .Select(profile => (KeyValuePair<string, LaunchProfile>?)profile)
            .FirstOrDefault();
    }

    /// <summary>The profile that the application host itself was started with.</summary>
    public static string? GetDefaultName(IConfiguration configuration) =>
        configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];

    private static KeyValuePair<string, LaunchProfile>? Find(LaunchSettings settings, string name) =>
        settings.Profiles.TryGetValue(name, out var profile) ? KeyValuePair.Create(name, profile) : null;
}

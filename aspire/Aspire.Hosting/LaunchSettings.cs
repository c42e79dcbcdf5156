namespace Aspire.Hosting;

/// <summary>The profiles of a <c>launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}

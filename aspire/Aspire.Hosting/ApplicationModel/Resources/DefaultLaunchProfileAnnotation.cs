namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile that is used if the project has it: the application host's own.</summary>
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

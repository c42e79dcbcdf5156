namespace Aspire.Hosting.ApplicationModel;

/// <summary>The command of an executable and the folder it starts in.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    public required string Command { get; set; }

    public required string WorkingDirectory { get; set; }
}

namespace Aspire.Hosting.Projects;

/// <summary>A project that the model names by its path.</summary>
internal sealed class ProjectPathMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath { get; } = projectPath;
}

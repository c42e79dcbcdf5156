using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Local;

/// <summary>Finds the built assembly of a project.</summary>
internal static class ProjectOutput
{
    /// <summary>The prefix of the assembly metadata in which the build notes the output of each project that the application host refers to.</summary>
    private const string MetadataPrefix = "aspireprojectoutput:";

    /// <exception cref="DistributedApplicationException">The project is not built.</exception>
    public static string Find(ProjectResource project, AppHostIdentity identity)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        if (!File.Exists(path))
            throw new DistributedApplicationException($"The project file '{path}' of resource '{project.Name}' was not found.");
        var output = identity.GetMetadata(MetadataPrefix + path) ?? AskBuild(project.Name, path);
        return File.Exists(output)
            ? output
            : throw new DistributedApplicationException($"The output '{output}' of resource '{project.Name}' was not found. Build it with 'dotnet build {path}'.");
    }

    /// <summary>A project that the model names by its path only is asked where its output is.</summary>
    private static string AskBuild(string name, string path)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", path, "-getProperty:TargetPath", "-nologo"]) { RedirectStandardOutput = true })
            ?? throw new DistributedApplicationException($"The output of resource '{name}' cannot be found: 'dotnet' did not start.");
        var output = build.StandardOutput.ReadToEnd().Trim();
        build.WaitForExit();
        return build.ExitCode == 0 && output.Length > 0
            ? output
            : throw new DistributedApplicationException($"The output of resource '{name}' cannot be found: 'dotnet msbuild {path} -getProperty:TargetPath' ended with exit code {build.ExitCode}. {output}");
    }
}

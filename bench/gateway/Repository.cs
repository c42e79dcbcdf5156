namespace GatewaySpeed;

/// <summary>Where the repository is that this program was built from.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>The build output of a project, of the same configuration as this program.</summary>
    public static string OutputOf(string project)
    {
        // .../bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, project, "bin", output.Parent!.Name, output.Name);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Foobar.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"'{AppContext.BaseDirectory}' is not below the repository.");
    }
}

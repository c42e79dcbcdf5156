namespace Aspire.Dashboard.Components.Resources;

/// <summary>What the properties that the runtime sets are called on a page.</summary>
internal static class PropertyNames
{
    /// <summary>The property of a parameter that has its value.</summary>
    public const string ParameterValue = "Value";

    private static readonly Dictionary<string, string> Display = new(StringComparer.Ordinal)
    {
        ["resource.source"] = "Source",
        ["resource.connectionString"] = "Connection string",
        ["resource.waitingFor"] = "Waiting for",
        ["executable.pid"] = "Process id",
        ["executable.path"] = "Executable",
        ["executable.workDir"] = "Working directory",
        ["executable.args"] = "Arguments",
        ["project.path"] = "Project",
        ["project.launchProfile"] = "Launch profile",
        ["container.image"] = "Container image",
    };

    public static string GetDisplay(string name) => Display.GetValueOrDefault(name, name);
}

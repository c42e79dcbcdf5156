namespace Aspire.Hosting;

/// <summary>Translates the switches of an application host into configuration keys.</summary>
internal static class CommandLineSwitches
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = "--AppHost:Operation",
        ["--publisher"] = "--Publishing:Publisher",
        ["--step"] = "--Pipeline:Step",
        ["--output-path"] = "--Pipeline:OutputPath",
        ["--log-level"] = "--Pipeline:LogLevel",
        ["--include-exception-details"] = "--Pipeline:IncludeExceptionDetails",
        ["--clear-cache"] = "--Pipeline:ClearCache",
        ["--yes"] = "--Pipeline:SkipConfirmation",
        ["--dcp-cli-path"] = "--DcpPublisher:CliPath",
        ["--dcp-container-runtime"] = "--DcpPublisher:ContainerRuntime",
        ["--dcp-dependency-check-timeout"] = "--DcpPublisher:DependencyCheckTimeout",
        ["--dcp-dashboard-path"] = "--DcpPublisher:DashboardPath",
    };

    public static string[] Translate(string[] args) => [.. args.Select(Translate)];

    private static string Translate(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument : argument[..equals];
        return Keys.TryGetValue(name, out var key) ? key + argument[name.Length..] : argument;
    }
}

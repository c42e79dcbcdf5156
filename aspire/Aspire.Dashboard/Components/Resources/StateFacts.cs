using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Components.Resources;

/// <summary>How a state looks: a colour, an icon and words.</summary>
internal sealed record StateFacts(string Style, string Icon, string Text, string? Detail)
{
    public static StateFacts Of(ResourceView resource)
    {
        var failed = resource.ExitCode is not (null or 0);
        var (style, icon) = resource.State switch
        {
            null => ("neutral", "idle"),
            "Running" when resource.Health is "Unhealthy" or "Degraded" => ("warning", "warning"),
            "Running" or "Active" => ("success", "success"),
            "Starting" or "Building" or "Stopping" => ("info", "working"),
            "Waiting" => ("info", "waiting"),
            "FailedToStart" or "RuntimeUnhealthy" => ("error", "error"),
            "Finished" or "Exited" => failed ? ("error", "error") : ("neutral", "ended"),
            "ValueMissing" => ("warning", "warning"),
            "NotStarted" => ("neutral", "idle"),
            _ => ("neutral", "info"),
        };
        // A model's own state says itself how it is; the health of a running one counts for more.
        if (resource.StateStyle is "success" or "error" or "info" or "warning" && style is "neutral")
            (style, icon) = (resource.StateStyle, resource.StateStyle);
        return new StateFacts(style, icon, Describe(resource), GetDetail(resource));
    }

    /// <summary>The words of the official states are run together.</summary>
    private static string Describe(ResourceView resource) => resource.State switch
    {
        null or "" => "Unknown",
        "NotStarted" => "Not started",
        "FailedToStart" => "Failed to start",
        "RuntimeUnhealthy" => "Runtime unhealthy",
        "ValueMissing" => "Value missing",
        var other => other,
    };

    private static string? GetDetail(ResourceView resource)
    {
        if (resource.WaitingFor is { } waitingFor)
            return $"for {waitingFor}";
        return resource.ExitCode is { } exitCode ? $"exit code {exitCode}" : null;
    }
}

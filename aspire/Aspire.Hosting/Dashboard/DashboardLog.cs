using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Writes the log lines of the dashboard process to the application host's log, and notices when it listens.</summary>
internal sealed class DashboardLog(ILogger logger)
{
    /// <summary>Completes when the dashboard answers.</summary>
    public TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string line, bool isError)
    {
        if (!line.StartsWith('{') || !TryWriteJson(line))
            logger.Log(isError ? LogLevel.Warning : LogLevel.Debug, "Dashboard: {Line}", line);
    }

    private bool TryWriteJson(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var (category, message) = (GetText(entry, "Category"), GetText(entry, "Message"));
            if (category == "Microsoft.Hosting.Lifetime" && message?.StartsWith("Now listening on: ", StringComparison.Ordinal) == true)
                Listening.TrySetResult();
            var level = Enum.TryParse<LogLevel>(GetText(entry, "LogLevel"), out var parsed) && parsed >= LogLevel.Warning ? LogLevel.Warning : LogLevel.Debug;
            var details = GetText(entry, "Exception") is { } exception ? Environment.NewLine + exception : "";
            logger.Log(level, "Dashboard: {Category}: {Message}{Details}", category, message, details);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? GetText(JsonDocument entry, string property) =>
        entry.RootElement.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aspire.Dashboard.Recording;

/// <summary>A run as a file to keep.</summary>
internal static class RecordingEndpoints
{
    /// <summary>Where the file is.</summary>
    public const string Download = "/download/recording";

    public static void MapRecording(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Download, SaveAsync).WithName("DownloadRecording").WithSummary("Returns the telemetry that is kept as a file that the dashboard opens.");

    private static async Task<Results<FileStreamHttpResult, NotFound>> SaveAsync(Recorder recorder, IConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!recorder.IsRecording)
            return TypedResults.NotFound();
        var folder = Directory.CreateTempSubdirectory("aspire-dashboard-");
        try
        {
            var path = Path.Combine(folder.FullName, "recording");
            await recorder.SaveAsync(path, cancellationToken);
            // The name is gone at once, and the content when it has been sent.
            var content = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.Asynchronous });
            var name = string.Create(CultureInfo.InvariantCulture, $"{configuration["Dashboard:ApplicationName"] ?? "telemetry"}-{time.GetLocalNow():yyyy-MM-dd-HHmmss}.recording");
            return TypedResults.Stream(content, "application/vnd.sqlite3", name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

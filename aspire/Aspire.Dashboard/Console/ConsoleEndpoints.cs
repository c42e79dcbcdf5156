using System.Net;
using System.Text;
using Aspire.Dashboard.Client;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Aspire.Dashboard.Console;

/// <summary>Console logs for the page: live, and as a text to keep.</summary>
internal static class ConsoleEndpoints
{
    private const string Live = "/live/console";
    private const string Download = "/download/console";

    /// <summary>More instances than a resource has replicas are not asked for by a page.</summary>
    private const int MostInstances = 20;

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Live, ReadLive).WithName("ReadConsole").WithSummary("Streams the console logs of instances as server-sent events.");
        routes.MapGet(Download, ReadText).WithName("DownloadConsole").WithSummary("Returns the console logs of instances as one text.");
    }

    public static string GetLiveUrl(IEnumerable<string> resourceIds) => Live + CreateQuery(resourceIds);

    public static string GetDownloadUrl(IEnumerable<string> resourceIds) => Download + CreateQuery(resourceIds);

    private static string CreateQuery(IEnumerable<string> resourceIds) => "?" + string.Join('&', resourceIds.Select(id => $"r={Uri.EscapeDataString(id)}"));

    private static Results<ServerSentEventsResult<ConsoleLineView[]>, BadRequest> ReadLive(HttpContext context, ResourceServiceClient client,
        IHostApplicationLifetime lifetime, [FromQuery] string[] r, [FromHeader(Name = "Last-Event-ID")] string? lastEventId)
    {
        if (r.Length is 0 or > MostInstances)
            return TypedResults.BadRequest();
        // Without this an open page would hold up the end of the dashboard.
        var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(ended);
        return TypedResults.ServerSentEvents(new ConsoleStream(client, r, lastEventId).ReadAsync(ended.Token));
    }

    private static async Task<Results<FileContentHttpResult, BadRequest, NotFound, ProblemHttpResult>> ReadText(ResourceServiceClient client, [FromQuery] string[] r,
        CancellationToken cancellationToken)
    {
        if (r.Length is 0 or > MostInstances)
            return TypedResults.BadRequest();
        try
        {
            var lines = new List<string>();
            foreach (var id in r)
            {
                await foreach (var batch in client.ReadConsoleAsync(id, after: 0, follow: false, cancellationToken))
                    lines.AddRange(batch.Select(line => AnsiParser.Strip(line.Text)));
            }
            // Every line begins with its time, so this puts the logs of replicas in order.
            if (r.Length > 1)
                lines.Sort(StringComparer.Ordinal);
            return TypedResults.File(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n'), "text/plain; charset=utf-8", $"{Path.GetFileName(r[0])}.log");
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return TypedResults.NotFound();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return TypedResults.Problem("The application host does not answer.", statusCode: StatusCodes.Status502BadGateway);
        }
    }
}

using System.Globalization;
using Foobar.Database.Cluster;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Database.Timeline.Page;

/// <summary>Maps the timeline as a page and as JSON.</summary>
internal static class TimelineEndpoints
{
    /// <summary>The page draws from this many of the newest entries.</summary>
    private const int Drawn = 2000;

    private const int UsualLimit = 100;
    private const int HighestLimit = 1000;
    private const string Stylesheet = "Foobar.Database.Timeline.Page.timeline.css";

    public static void MapTimeline(this WebApplication app)
    {
        app.MapGet("/timeline", GetPageAsync).WithName("Timeline").WithSummary("The timeline of the cluster, for people.");
        app.MapGet("/timeline.json", GetJsonAsync).WithName("TimelineJson").WithSummary("The newest entries of the timeline since a time.");
        app.MapGet("/timeline.css", GetStylesheet).WithName("TimelineStylesheet").WithSummary("The stylesheet of the page.");
    }

    private static async Task<Results<RazorComponentResult<TimelinePage>, ProblemHttpResult>> GetPageAsync(
        string? range, HttpResponse response, TimelineReader timeline, ClusterStatus status, DatabaseOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Find(range) is not { } found)
            return Refuse($"range must be one of {string.Join(", ", TimelineRange.All.Select(known => known.Name))}, and is '{range}'.");
        var excerpt = await timeline.ReadAsync(since: null, Drawn, cancellationToken);
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        var model = TimelinePageModel.Create(status.Current.Description, found, excerpt, options.MemberNames, time.GetUtcNow());
        return new RazorComponentResult<TimelinePage>(new { Model = model });
    }

    private static async Task<Results<Ok<TimelineAnswer>, ProblemHttpResult>> GetJsonAsync(
        string? since, string? limit, HttpResponse response, TimelineReader timeline, CancellationToken cancellationToken)
    {
        DateTimeOffset? from = null;
        if (since is not null)
        {
            if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
                return Refuse($"since must be an ISO 8601 time such as 2026-01-31T12:00:00Z, and is '{since}'.");
            from = parsed;
        }
        var count = UsualLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > HighestLimit))
            return Refuse($"limit must be a number from 1 to {HighestLimit}, and is '{limit}'.");
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(TimelineAnswer.From(await timeline.ReadAsync(from, count, cancellationToken)));
    }

    private static FileStreamHttpResult GetStylesheet(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(typeof(TimelineEndpoints).Assembly.GetManifestResourceStream(Stylesheet)!, "text/css; charset=utf-8");
    }

    private static TimelineRange? Find(string? name) =>
        name is null ? TimelineRange.All[0] : TimelineRange.All.FirstOrDefault(range => range.Name == name);

    private static ProblemHttpResult Refuse(string problem) => TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
}

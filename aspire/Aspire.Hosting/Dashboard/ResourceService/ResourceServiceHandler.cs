using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Dashboard.Protocol;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Answers the requests of the dashboard.</summary>
internal sealed class ResourceServiceHandler(DashboardSettings settings, ResourceFeed feed, ResourceNotificationService notifications,
    ResourceLoggerService logs, CommandRunner commands)
{
    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly byte[]? _apiKey = settings.ResourceServiceApiKey is { } key ? Encoding.UTF8.GetBytes(key) : null;

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        if (!IsAllowed(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await RouteAsync(context, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The dashboard went away or the application stops.
        }
    }

    private Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", ResourceServiceRoutes.Resources):
                return StreamAsync(context.Response, feed.WatchAsync(cancellationToken), ProtocolJson.Default.ResourceViewArray, cancellationToken);
            case ("GET", ResourceServiceRoutes.Console) when context.Request.Query["id"].ToString() is { Length: > 0 } id && notifications.TryGetCurrentState(id, out var resource):
                var after = int.TryParse(context.Request.Query["after"], CultureInfo.InvariantCulture, out var number) ? number : 0;
                var follow = context.Request.Query["follow"] != "false";
                return StreamAsync(context.Response, ReadConsoleAsync(resource.ResourceId, after, follow), ProtocolJson.Default.ConsoleLineArray, cancellationToken);
            case ("POST", ResourceServiceRoutes.Commands):
                return RunCommandAsync(context, cancellationToken);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private bool IsAllowed(HttpRequest request) => _apiKey is null
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[ResourceServiceRoutes.ApiKeyHeader].ToString()), _apiKey);

    private async IAsyncEnumerable<ConsoleLine[]> ReadConsoleAsync(string id, int after, bool follow)
    {
        var batches = follow ? logs.WatchAsync(id) : logs.GetAllAsync(id);
        // Only the first batch, the backlog, can repeat what a reconnecting reader has; a log that was cleared counts from 1 again.
        var isBacklog = true;
        await foreach (var batch in batches.ConfigureAwait(false))
        {
            var wanted = isBacklog ? batch.Where(line => line.LineNumber > after) : batch;
            isBacklog = false;
            yield return [.. wanted.Select(line => new ConsoleLine(line.LineNumber, line.Content, line.IsErrorMessage))];
        }
    }

    private async Task RunCommandAsync(HttpContext context, CancellationToken cancellationToken)
    {
        CommandRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, ProtocolJson.Default.CommandRequest, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            request = null;
        }
        if (request is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var response = await commands.RunAsync(request, cancellationToken).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, response, ProtocolJson.Default.CommandResponse, cancellationToken).ConfigureAwait(false);
    }

    private static async Task StreamAsync<T>(HttpResponse response, IAsyncEnumerable<T> items, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.ContentType = "application/x-ndjson";
        await response.StartAsync(cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(response.Body, item, type, cancellationToken).ConfigureAwait(false);
            await response.Body.WriteAsync(LineFeed, cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

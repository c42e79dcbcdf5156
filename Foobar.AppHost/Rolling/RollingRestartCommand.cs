using System.Globalization;
using System.Text;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.Rolling;

/// <summary>Restarts services one after the other, so that visitors do not notice: each one drains, ends, and is ready again before the next one stops.</summary>
internal static partial class RollingRestartCommand
{
    /// <summary>Time that an instance has to be ready again.</summary>
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds the command to the last one of the services; it restarts the others first, each instance on its own.</summary>
    public static IResourceBuilder<ProjectResource> WithRollingRestart(this IResourceBuilder<ProjectResource> last, params IResourceBuilder<ProjectResource>[] others)
    {
        ProjectResource[] resources = [.. others.Select(other => other.Resource), last.Resource];
        // Each replica has the command, and two at once would stop both webs.
        var turn = new SemaphoreSlim(1, 1);
        return last.WithCommand("rolling-restart", "Rolling restart", context => RunAloneAsync(resources, turn, context), new CommandOptions
        {
            Description = $"Restarts {string.Join(", ", resources.Select(resource => resource.Name))} one after the other, without a failed request",
            ConfirmationMessage = "Restart all webs and gateways, one after the other?",
            IconName = "ArrowSync",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
    }

    private static async Task<ExecuteCommandResult> RunAloneAsync(ProjectResource[] resources, SemaphoreSlim turn, ExecuteCommandContext context)
    {
        if (!turn.Wait(0, CancellationToken.None))
            return CommandResults.Failure("A rolling restart is under way already.");
        try
        {
            return await RunAsync(resources, context).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<ExecuteCommandResult> RunAsync(ProjectResource[] resources, ExecuteCommandContext context)
    {
        var time = context.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var began = time.GetTimestamp();
        var report = new StringBuilder("| instance | ready again after |\n|---|---|\n");
        var restarted = 0;
        try
        {
            foreach (var resource in resources)
            {
                foreach (var instance in await FindInstancesAsync(resource, context).ConfigureAwait(false))
                {
                    var started = time.GetTimestamp();
                    await RestartAsync(instance, context).ConfigureAwait(false);
                    var seconds = time.GetElapsedTime(started).TotalSeconds;
                    LogReturned(context.Logger, instance, seconds);
                    report.Append(CultureInfo.InvariantCulture, $"| {instance} | {seconds:0.0} s |\n");
                    restarted++;
                }
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return new ExecuteCommandResult { Success = false, Canceled = true, Message = $"Cancelled after {restarted} instances." };
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            return CommandResults.Failure($"Given up after {restarted} instances: {exception.Message}", report.ToString(), CommandResultFormat.Markdown);
        }
        var message = string.Create(CultureInfo.InvariantCulture, $"{restarted} instances were restarted in {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
        return CommandResults.Success(message, report.ToString(), CommandResultFormat.Markdown);
    }

    /// <summary>The names of a resource's instances: one, or one for each replica.</summary>
    private static async Task<string[]> FindInstancesAsync(ProjectResource resource, ExecuteCommandContext context)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(ReturnLimit);
        await foreach (var current in notifications.WatchAsync(limit.Token).ConfigureAwait(false))
        {
            if (ReferenceEquals(current.Resource, resource) && found.Add(current.ResourceId) && found.Count >= resource.GetReplicaCount())
                break;
        }
        return [.. found];
    }

    private static async Task RestartAsync(string instance, ExecuteCommandContext context)
    {
        var result = await context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(instance, KnownResourceCommands.RestartCommand, context.CancellationToken).ConfigureAwait(false);
        if (!result.Success)
            throw new InvalidOperationException($"{instance} did not restart: {result.Message}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(ReturnLimit);
        using var http = new HttpClient();
        try
        {
            while (!await IsReadyAsync(http, FindHealthAddress(instance, context), limit.Token).ConfigureAwait(false))
                await Task.Delay(Poll, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{instance} was not ready again within {ReturnLimit.TotalSeconds:0} s."));
        }
    }

    /// <summary>The health of the instance itself: the resource's own health is that of any replica that answers at the common address.</summary>
    private static Uri? FindHealthAddress(string instance, ExecuteCommandContext context)
    {
        if (!context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(instance, out var current) || current.Snapshot.State?.Text != KnownResourceStates.Running)
            return null;
        var addresses = current.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value?.Split(';') ?? [];
        return addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.Ordinal)) is { } plain ? new Uri(new Uri(plain), FoobarNames.Health.Ready) : null;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri? health, CancellationToken cancellationToken)
    {
        if (health is null)
            return false;
        try
        {
            using var response = await http.GetAsync(health, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Information, Message = "{Instance} was restarted and is ready again after {Seconds:0.0} s.")]
    private static partial void LogReturned(ILogger logger, string instance, double seconds);
}

using System.Globalization;
using System.Text;
using Foobar.AppHost.MySqlCluster.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Restarts the members of a cluster one after the other: replicas first, and the primary when it is one no longer.</summary>
/// <remarks>Each step begins with a complete group only, so there is a majority at every moment, whatever else happens to one member meanwhile.</remarks>
internal sealed partial class RollingRestart(MySqlClusterResource cluster, ClusterMonitor monitor, PrimarySwitch primarySwitch, TimeProvider time)
{
    /// <summary>Time that a member has to be back in the group, with all that it missed.</summary>
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromMinutes(5);

    /// <summary>Time that the group has to be complete before a restart: it should be already.</summary>
    private static readonly TimeSpan CompleteLimit = TimeSpan.FromSeconds(10);

    /// <summary>Time that clients have to end what they do on a member; the server closes their connections itself.</summary>
    private static readonly TimeSpan ClientsLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context)
    {
        var began = time.GetTimestamp();
        var report = new StringBuilder("| member | back after |\n|---|---|\n");
        var left = cluster.Members.Select(member => member.Name).ToList();
        try
        {
            while (left.Count > 0)
            {
                var view = await monitor.WaitForAsync(view => view.IsComplete, CompleteLimit, context.CancellationToken).ConfigureAwait(false);
                var next = left.Find(name => name != view.Primary!.Name) ?? left[0];
                if (next == view.Primary!.Name)
                    await primarySwitch.MoveToAsync(cluster.GetMember(view.LeastBehind!.Name), context).ConfigureAwait(false);
                var seconds = await RestartAsync(cluster.GetMember(next), context).ConfigureAwait(false);
                left.Remove(next);
                report.Append(CultureInfo.InvariantCulture, $"| {next} | {seconds:0.0} s |\n");
            }
            var message = string.Create(CultureInfo.InvariantCulture,
                $"All {cluster.Members.Count} members were restarted in {time.GetElapsedTime(began).TotalSeconds:0.0} s; the primary is {monitor.View.Primary?.Name} now.");
            return CommandResults.Success(message, report.ToString(), CommandResultFormat.Markdown);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            LogCanceled(context.Logger, string.Join(", ", left));
            return new ExecuteCommandResult { Success = false, Canceled = true, Message = $"Cancelled. Not restarted, or not waited for: {string.Join(", ", left)}." };
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException or MySqlException)
        {
            return CommandResults.Failure($"Given up before all were restarted; left: {string.Join(", ", left)}. {exception.Message}", report.ToString(), CommandResultFormat.Markdown);
        }
    }

    /// <summary>Restarts one member and returns the seconds until the group was complete again.</summary>
    private async Task<double> RestartAsync(MySqlServerResource member, ExecuteCommandContext context)
    {
        var began = time.GetTimestamp();
        LogRestarting(context.Logger, member.Name);
        try
        {
            await SendClientsAwayAsync(member, context.CancellationToken).ConfigureAwait(false);
            var result = await context.Services.GetRequiredService<ResourceCommandService>()
                .ExecuteCommandAsync(member, KnownResourceCommands.RestartCommand, context.CancellationToken).ConfigureAwait(false);
            if (!result.Success)
                throw new InvalidOperationException($"{member.Name} did not restart: {result.Message}");
        }
        catch
        {
            await LetClientsInAsync(member).ConfigureAwait(false);
            throw;
        }
        await monitor.WaitForAsync(view => view.IsComplete, ReturnLimit, context.CancellationToken).ConfigureAwait(false);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        LogReturned(context.Logger, member.Name, seconds);
        return seconds;
    }

    /// <summary>Sends the clients to the other members: for what waits for the group while the server leaves it the server waits too, 50 s.</summary>
    private async Task SendClientsAwayAsync(MySqlServerResource member, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var connection = await MemberConnection.OpenAsync(member, cancellationToken).ConfigureAwait(false);
        // Until the server's end; root may stay.
        await SetOfflineModeAsync(connection, "ON", cancellationToken).ConfigureAwait(false);
        await using var clients = new MySqlCommand("SELECT COUNT(*) FROM performance_schema.processlist WHERE USER NOT IN ('root', 'system user', 'event_scheduler')", connection);
        while (Convert.ToInt64(await clients.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) > 0 && time.GetElapsedTime(began) < ClientsLimit)
            await Task.Delay(BetweenLooks, time, cancellationToken).ConfigureAwait(false);
    }

    private static async Task LetClientsInAsync(MySqlServerResource member)
    {
        try
        {
            await using var connection = await MemberConnection.OpenAsync(member, CancellationToken.None).ConfigureAwait(false);
            await SetOfflineModeAsync(connection, "OFF", CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlException)
        {
            // It does not run, and lets them in when it starts.
        }
    }

    private static async Task SetOfflineModeAsync(MySqlConnection connection, string mode, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand($"SET GLOBAL offline_mode = {mode}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "Restarting {Member}.")]
    private static partial void LogRestarting(ILogger logger, string member);

    [LoggerMessage(EventId = 24, Level = LogLevel.Information, Message = "{Member} is back; the group was complete again after {Seconds:0.0} s.")]
    private static partial void LogReturned(ILogger logger, string member, double seconds);

    [LoggerMessage(EventId = 25, Level = LogLevel.Warning, Message = "Cancelled. Not restarted, or not waited for: {Left}.")]
    private static partial void LogCanceled(ILogger logger, string left);
}

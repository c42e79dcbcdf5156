using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Probes every member in a loop of its own, so that one that hangs does not delay news of the others.</summary>
internal sealed partial class ProbeService(
    IServiceProvider services, ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time, ILogger<ProbeService> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.MemberNames.Select(name => Task.Run(() => ProbeMemberAsync(name, stoppingToken), stoppingToken)));

    private async Task ProbeMemberAsync(string name, CancellationToken stoppingToken)
    {
        var source = services.GetRequiredKeyedService<MySqlDataSource>(name);
        await using var probe = new MemberProbe(name, source, options.ProbeTimeout, time);
        using var timer = new PeriodicTimer(options.ProbeInterval, time);
        try
        {
            do
            {
                await ProbeOnceAsync(probe, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(name);
        }
    }

    private async Task ProbeOnceAsync(MemberProbe probe, CancellationToken stoppingToken)
    {
        try
        {
            var status = await probe.ProbeAsync(stoppingToken);
            if (state.Update(status) is { } before && before.Role != status.Role)
            {
                telemetry.RoleChanged(status.Name, status.Role);
                LogRoleChanged(status.Name, before.Role, status.Role, status.Reason ?? "as probed");
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogProbeFailed(exception, probe.Name);
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "MySQL member {Member}: {Before} -> {After} ({Reason})")]
    private partial void LogRoleChanged(string member, MemberRole before, MemberRole after, string reason);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "The probe of MySQL member {Member} failed; it goes on.")]
    private partial void LogProbeFailed(Exception exception, string member);

    [LoggerMessage(EventId = 102, Level = LogLevel.Debug, Message = "The probe of MySQL member {Member} has ended.")]
    private partial void LogStopped(string member);
}

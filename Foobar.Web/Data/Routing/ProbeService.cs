using System.Globalization;

namespace Foobar.Web.Data.Routing;

/// <summary>Probes every member in a loop of its own, so that one that hangs does not delay news of the others.</summary>
internal sealed partial class ProbeService(
    Cluster cluster, ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time, ILogger<ProbeService> logger)
    : BackgroundService
{
    // One probe may be late because this machine is busy; two in a row mean that the member hangs.
    private const int TimeoutsOfOneThatHangs = 2;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        telemetry.Observe(state, cluster);
        return Task.WhenAll(cluster.Members.Select(member => Task.Run(() => ProbeMemberAsync(member, stoppingToken), stoppingToken)));
    }

    private async Task ProbeMemberAsync(Member member, CancellationToken stoppingToken)
    {
        await using var probe = new MemberProbe(member, options.ProbeTimeout, time);
        try
        {
            while (true)
            {
                await ProbeOnceAsync(member, probe, stoppingToken);
                await member.WaitForProbeAsync(options.ProbeInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(member.Name);
        }
    }

    private async Task ProbeOnceAsync(Member member, MemberProbe probe, CancellationToken stoppingToken)
    {
        try
        {
            var report = await probe.ProbeAsync(stoppingToken);
            var (before, after) = state.Update(report);
            foreach (var other in cluster.Members)
                Tell(before.Members[other.Index], after.Members[other.Index]);
            if (probe.TimeoutsInARow == TimeoutsOfOneThatHangs)
            {
                LogHangs(member.Name, options.ProbeTimeout.TotalSeconds * TimeoutsOfOneThatHangs);
                await member.AbandonAsync();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogProbeFailed(exception, member.Name);
        }
    }

    private void Tell(MemberStatus before, MemberStatus after)
    {
        if (before.Role == after.Role)
            return;
        telemetry.RoleChanged(after.Name, before.Role, after.Role);
        LogRoleChanged(after.Name, before.Role, after.Role, after.Reason ?? string.Create(CultureInfo.InvariantCulture, $"{after.Behind} transactions behind"));
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "MySQL member {Member}: {Before} -> {After} ({Reason})")]
    private partial void LogRoleChanged(string member, MemberRole before, MemberRole after, string reason);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "The probe of MySQL member {Member} failed; it goes on.")]
    private partial void LogProbeFailed(Exception exception, string member);

    [LoggerMessage(EventId = 102, Level = LogLevel.Debug, Message = "The probe of MySQL member {Member} has ended.")]
    private partial void LogStopped(string member);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "MySQL member {Member} has not answered for {Seconds} s: work on it is given up and goes on elsewhere.")]
    private partial void LogHangs(string member, double seconds);
}

using Foobar.AppHost.MySqlCluster.Commands;
using Foobar.AppHost.MySqlCluster.Monitoring;
using Foobar.AppHost.MySqlCluster.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>What the application host does for a cluster while it runs: it watches the members, tells their roles and offers commands.</summary>
internal static class ClusterOperations
{
    /// <summary>Adds the health check, the monitor and the commands, when all members are there.</summary>
    public static IResourceBuilder<MySqlClusterResource> WithOperations(this IResourceBuilder<MySqlClusterResource> builder)
    {
        var time = TimeProvider.System;
        var cluster = builder.Resource;
        var monitor = new ClusterMonitor(cluster, time);
        var hold = new ReplicationHold();
        var primarySwitch = new PrimarySwitch(monitor, hold);
        // Who moves the primary or restarts members does so alone.
        var turn = new SemaphoreSlim(1);

        SwitchPrimaryCommand.Create(cluster, monitor, primarySwitch, turn).AddTo(builder);
        RestartMembersCommand.Create(new RollingRestart(cluster, monitor, primarySwitch, time), turn).AddTo(builder);
        KillPrimaryCommand.Create(cluster, monitor).AddTo(builder);
        foreach (var member in cluster.Members)
        {
            var memberBuilder = builder.ApplicationBuilder.CreateResourceBuilder(member);
            MakePrimaryCommand.Create(member, primarySwitch, turn).AddTo(memberBuilder);
            AddLagCommand.Create(member, hold).AddTo(memberBuilder);
            RemoveLagCommand.Create(member, hold).AddTo(memberBuilder);
            PauseCommand.Create(member).AddTo(memberBuilder);
            ResumeCommand.Create(member).AddTo(memberBuilder);
            KillCommand.Create(member).AddTo(memberBuilder);
            memberBuilder.OnResourceStopped(async (_, stopped, _) =>
            {
                await hold.ReleaseAsync(member, stopped.Services).ConfigureAwait(false);
                await MemberProcess.ForgetAsync(stopped.Services.GetRequiredService<ResourceNotificationService>(), member).ConfigureAwait(false);
            });
        }
        return builder
            .WithClusterHealthCheck(monitor)
            .OnInitializeResource((_, initialize, _) => RunAsync(cluster, monitor, hold, initialize, time));
    }

    private static async Task RunAsync(MySqlClusterResource cluster, ClusterMonitor monitor, ReplicationHold hold, InitializeResourceEvent initialize, TimeProvider time)
    {
        // The event's own token is the one of the start.
        var stopping = initialize.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var publisher = new ClusterPublisher(cluster, monitor, hold, initialize.Services, time);
        await Task.WhenAll(monitor.RunAsync(initialize.Notifications, initialize.Logger, stopping), publisher.RunAsync(stopping)).ConfigureAwait(false);
        await hold.DisposeAsync().ConfigureAwait(false);
    }

    private static IResourceBuilder<MySqlClusterResource> WithClusterHealthCheck(this IResourceBuilder<MySqlClusterResource> cluster, ClusterMonitor monitor)
    {
        var key = $"{cluster.Resource.Name}_cluster";
        cluster.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new ClusterHealthCheck(monitor), failureStatus: null, tags: null));
        return cluster.WithHealthCheck(key);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>Keeps the snapshots of a cluster and its members up to date: which member has which role.</summary>
/// <remarks>
/// The state itself stays <c>Running</c>: waits, health and commands of the application model all depend on that word. The role is a property of its own.
/// </remarks>
internal static partial class ClusterMonitor
{
    private const string RoleProperty = "mysql.role";
    private const string PrimaryProperty = "mysql.primary";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the application stops.</summary>
    public static async Task RunAsync(MySqlClusterResource cluster, InitializeResourceEvent initialize)
    {
        // The event's own token is the one of the start.
        var cancellationToken = initialize.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var notifications = initialize.Notifications;
        using var timer = new PeriodicTimer(Interval);
        var roles = new string?[cluster.Members.Count];
        try
        {
            do
            {
                var running = cluster.Members.Where(member => IsRunning(notifications, member)).ToArray();
                await SetStateAsync(notifications, cluster, running.Length > 0).ConfigureAwait(false);
                await Task.WhenAll(cluster.Members.Select(async (member, index) =>
                {
                    var role = running.Contains(member) ? (await MemberView.ReadAsync(member, cancellationToken).ConfigureAwait(false)).Role : MemberView.Offline;
                    if (roles[index] == role)
                        return;
                    roles[index] = role;
                    await notifications.PublishUpdateAsync(member, snapshot => WithProperty(snapshot, RoleProperty, "Role", role)).ConfigureAwait(false);
                })).ConfigureAwait(false);
                await PublishPrimaryAsync(cluster, initialize, roles).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    private static bool IsRunning(ResourceNotificationService notifications, MySqlServerResource member) =>
        notifications.TryGetCurrentState(member.Name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running;

    private static Task SetStateAsync(ResourceNotificationService notifications, MySqlClusterResource cluster, bool anyRuns) =>
        notifications.TryGetCurrentState(cluster.Name, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running == anyRuns
            ? Task.CompletedTask
            : notifications.PublishUpdateAsync(cluster, snapshot => snapshot with
            {
                State = anyRuns ? new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success) : KnownResourceStates.Waiting,
                StartTimeStamp = anyRuns ? DateTime.UtcNow : null,
            });

    private static async Task PublishPrimaryAsync(MySqlClusterResource cluster, InitializeResourceEvent initialize, string?[] roles)
    {
        var index = Array.IndexOf(roles, MemberView.Primary);
        var primary = index < 0 ? "none" : cluster.Members[index].Name;
        if (initialize.Notifications.TryGetCurrentState(cluster.Name, out var current)
            && current.Snapshot.Properties.FirstOrDefault(property => property.Name == PrimaryProperty)?.Value as string == primary)
        {
            return;
        }
        LogPrimary(initialize.Logger, primary);
        await initialize.Notifications.PublishUpdateAsync(cluster, snapshot => WithProperty(snapshot, PrimaryProperty, "Primary", primary)).ConfigureAwait(false);
    }

    private static CustomResourceSnapshot WithProperty(CustomResourceSnapshot snapshot, string name, string displayName, string value) => snapshot with
    {
        Properties = [.. snapshot.Properties.Where(property => property.Name != name), new ResourcePropertySnapshot(name, value) { DisplayName = displayName, IsHighlighted = true }],
    };

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Primary: {Primary}")]
    private static partial void LogPrimary(ILogger logger, string primary);
}

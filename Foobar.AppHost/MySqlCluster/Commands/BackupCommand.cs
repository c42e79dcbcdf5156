using Microsoft.Extensions.DependencyInjection;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Starts the resource that makes a backup.</summary>
internal static class BackupCommand
{
    public static ClusterCommand Create(IResource backup) => new("backup", "Back up", "Archive")
    {
        Description = "Makes a consistent copy while the site goes on",
        Refuse = Refusals.UnlessPrimary,
        Run = async context =>
        {
            var started = await context.Services.GetRequiredService<ResourceCommandService>()
                .ExecuteCommandAsync(backup, KnownResourceCommands.StartCommand, context.CancellationToken).ConfigureAwait(false);
            return started.Success ? CommandResults.Success($"The backup has begun; the log of '{backup.Name}' says where it goes and how it ends.") : started;
        },
    };
}

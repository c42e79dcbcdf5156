using Chaos.Record;
using Dapper;

namespace Chaos.Faults;

/// <summary>No fault: the primary is moved to another member as planned.</summary>
internal sealed class SwitchPrimary : IFault
{
    public string Name => "switch-primary";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(1);

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (primary, replicas) = await context.Site.WaitForRolesAsync(cancellationToken);
        var next = context.Pick(replicas);
        // It waits for transactions under way, so it has more time than a query.
        await using var connection = await context.Site.OpenAsync(primary.Name, cancellationToken, timeoutSeconds: 30);
        await connection.ExecuteAsync(new CommandDefinition("SELECT group_replication_set_as_primary(@Uuid)", new { next.Uuid }, cancellationToken: cancellationToken));
        return $"moved the primary from {primary.Name} to {next.Name}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

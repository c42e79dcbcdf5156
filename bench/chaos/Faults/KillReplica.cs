using Chaos.Record;

namespace Chaos.Faults;

/// <summary>A replica is killed and started again.</summary>
internal sealed class KillReplica : IFault
{
    private string? _killed;

    public string Name => "kill-replica";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(3 + (5 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (_, replicas) = await context.Site.WaitForRolesAsync(cancellationToken);
        _killed = context.Pick(replicas).Name;
        await context.Site.KillAsync(_killed, cancellationToken);
        return $"killed {_killed}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => context.Site.StartAsync(_killed!, cancellationToken);
}

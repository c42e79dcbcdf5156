using Chaos.Record;

namespace Chaos.Faults;

/// <summary>A gateway is killed with all connections that it has, and started again.</summary>
internal sealed class KillGateway : IFault
{
    private string? _killed;

    public string Name => "kill-gateway";

    public FaultImpact Impact => FaultImpact.Repeats;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(2 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        _killed = context.Pick(await context.Site.FindGatewaysAsync(cancellationToken));
        await context.Site.KillAsync(_killed, cancellationToken);
        return $"killed {_killed}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => context.Site.StartAsync(_killed!, cancellationToken);
}

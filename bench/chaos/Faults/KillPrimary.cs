using Chaos.Record;

namespace Chaos.Faults;

/// <summary>The primary is killed, and started again once a new one is in charge.</summary>
internal sealed class KillPrimary : IFault
{
    private string? _killed;

    public string Name => "kill-primary";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(7 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (primary, _) = await context.Site.WaitForRolesAsync(cancellationToken);
        _killed = primary.Name;
        await context.Site.KillAsync(_killed, cancellationToken);
        return $"killed {_killed}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => context.Site.StartAsync(_killed!, cancellationToken);
}

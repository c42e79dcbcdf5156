using Chaos.Model;
using Chaos.Record;

namespace Chaos.Faults;

/// <summary>All members are killed at once and started again, in any order.</summary>
internal sealed class KillAll : IFault
{
    public string Name => "kill-all";

    public FaultImpact Impact => FaultImpact.Refusals;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(1 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await Task.WhenAll(SiteUnderTest.Members.Select(member => context.Site.KillAsync(member, cancellationToken)));
        return "killed all members";
    }

    public async Task HealAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var order = SiteUnderTest.Members.ToArray();
        context.Random.Shuffle(order);
        foreach (var member in order)
            await context.Site.StartAsync(member, cancellationToken);
    }
}

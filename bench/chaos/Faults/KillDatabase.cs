using Chaos.Model;
using Chaos.Record;
using Foobar.ServiceDefaults;

namespace Chaos.Faults;

/// <summary>After a complete outage, the service that forms the group is killed while it does so, and started again.</summary>
internal sealed class KillDatabase : IFault
{
    public string Name => "kill-database";

    public FaultImpact Impact => FaultImpact.Refusals;

    // From the start of the servers to the middle of the formation, or a little before or after it.
    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(1 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await Task.WhenAll(SiteUnderTest.Members.Select(member => context.Site.KillAsync(member, cancellationToken)));
        await Task.WhenAll(SiteUnderTest.Members.Select(member => context.Site.StartAsync(member, cancellationToken)));
        return $"killed all members, started them, and killed {FoobarNames.Resources.Database} while it formed the group";
    }

    public async Task HealAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await context.Site.KillAsync(FoobarNames.Resources.Database, cancellationToken);
        await context.Site.StartAsync(FoobarNames.Resources.Database, cancellationToken);
    }
}

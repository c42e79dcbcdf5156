using Chaos.Model;
using Chaos.Record;

namespace Chaos.Faults;

/// <summary>A web is killed in the middle of its work and started again.</summary>
internal sealed class KillWeb : IFault
{
    private string? _killed;

    public string Name => "kill-web";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(2 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        _killed = context.Pick(SiteUnderTest.Webs);
        await context.Site.KillAsync(_killed, cancellationToken);
        return $"killed {_killed}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => context.Site.StartAsync(_killed!, cancellationToken);
}

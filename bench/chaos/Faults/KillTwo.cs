using Chaos.Model;
using Chaos.Record;

namespace Chaos.Faults;

/// <summary>Two members are killed at once: the third has no majority, so it takes no writes until they are back.</summary>
internal sealed class KillTwo : IFault
{
    private string[] _killed = [];

    public string Name => "kill-two";

    public FaultImpact Impact => FaultImpact.Refusals;

    // Long enough for the web to give a write up after 10 s.
    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(13 + (4 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (primary, _) = await context.Site.WaitForRolesAsync(cancellationToken);
        var survivor = context.Pick(SiteUnderTest.Members);
        _killed = [.. SiteUnderTest.Members.Where(member => member != survivor)];
        await Task.WhenAll(_killed.Select(member => context.Site.KillAsync(member, cancellationToken)));
        return $"killed {string.Join(" and ", _killed)}; the primary was {primary.Name}";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(_killed.Select(member => context.Site.StartAsync(member, cancellationToken)));
}

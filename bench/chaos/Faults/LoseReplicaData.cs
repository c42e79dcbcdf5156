using Chaos.Record;

namespace Chaos.Faults;

/// <summary>A replica is killed and its data folder is lost; it starts again with nothing.</summary>
internal sealed class LoseReplicaData : IFault
{
    private string? _lost;

    public string Name => "lose-replica-data";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(2 + (3 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (_, replicas) = await context.Site.WaitForRolesAsync(cancellationToken);
        _lost = context.Pick(replicas).Name;
        var folder = context.Site.GetDataFolder(_lost);
        await context.Site.KillAsync(_lost, cancellationToken);
        Directory.Delete(folder, recursive: true);
        return $"killed {_lost} and deleted its data folder";
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => context.Site.StartAsync(_lost!, cancellationToken);
}

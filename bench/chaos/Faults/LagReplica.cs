using Chaos.Record;
using Dapper;
using MySqlConnector;

namespace Chaos.Faults;

/// <summary>A replica receives transactions and cannot apply them for some seconds.</summary>
internal sealed class LagReplica : IFault
{
    private MySqlConnection? _lock;

    public string Name => "lag-replica";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(4 + (4 * random.NextDouble()));

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var (_, replicas) = await context.Site.WaitForRolesAsync(cancellationToken);
        var held = context.Pick(replicas).Name;
        _lock = await context.Site.OpenAsync(held, cancellationToken);
        await _lock.ExecuteAsync(new CommandDefinition("FLUSH TABLES WITH READ LOCK", cancellationToken: cancellationToken));
        return $"held the applier of {held} back";
    }

    /// <remarks>The lock goes with its connection. A statement would have to wait, if the replica became the primary meanwhile, for what it holds back.</remarks>
    public async Task HealAsync(FaultContext context, CancellationToken cancellationToken) => await _lock!.DisposeAsync();
}

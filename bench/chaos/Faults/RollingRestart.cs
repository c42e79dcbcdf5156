using Chaos.Record;

namespace Chaos.Faults;

/// <summary>No fault: both webs and both gateways are restarted one after the other.</summary>
internal sealed class RollingRestart : IFault
{
    public string Name => "rolling-restart";

    public FaultImpact Impact => FaultImpact.Waits;

    public TimeSpan ChooseDuration(Random random) => TimeSpan.FromSeconds(1);

    public async Task<string> BeginAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var gateways = await context.Site.FindGatewaysAsync(cancellationToken);
        return await context.Site.CommandAsync(context.Pick(gateways), "rolling-restart", cancellationToken);
    }

    public Task HealAsync(FaultContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

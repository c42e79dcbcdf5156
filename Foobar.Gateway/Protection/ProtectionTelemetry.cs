using System.Diagnostics;
using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.Protection;

/// <summary>Counts requests that the gateway refused by itself.</summary>
internal sealed class ProtectionTelemetry(IMeterFactory meters)
{
    private readonly Counter<long> _refusals = meters.Create(GatewayMetrics.Meter).CreateCounter(GatewayMetrics.Refusals);

    /// <summary>A request was refused for this reason.</summary>
    public void Refused(string reason)
    {
        _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));
        Activity.Current?.SetTag("foobar.refused", reason);
    }
}

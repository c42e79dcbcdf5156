using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Foobar.Gateway.Protection;

/// <summary>Counts requests that the gateway refused by itself.</summary>
internal sealed class ProtectionTelemetry(IMeterFactory meters)
{
    private readonly Counter<long> _refusals =
        meters.Create("Foobar.Gateway").CreateCounter<long>("foobar.gateway.refusals", "{request}", "Requests that the gateway refused, by reason.");

    /// <summary>A request was refused for this reason.</summary>
    public void Refused(string reason)
    {
        _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));
        Activity.Current?.SetTag("foobar.refused", reason);
    }
}

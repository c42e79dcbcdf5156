using System.Diagnostics;
using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.Retry;

/// <summary>Counts retries, and tells of them in the trace.</summary>
internal sealed class RetryTelemetry
{
    private readonly Counter<long> _retries;
    private readonly Counter<long> _gaveUp;

    public RetryTelemetry(IMeterFactory meters, RetryBudget budget)
    {
        var meter = meters.Create(GatewayMetrics.Meter);
        _retries = meter.CreateCounter(GatewayMetrics.Retries);
        _gaveUp = meter.CreateCounter(GatewayMetrics.RetriesExhausted);
        meter.Observe(GatewayMetrics.RetryBudget, () => budget.Left);
    }

    /// <summary>A request is sent again.</summary>
    public void Repeated(string destination, AttemptOutcome outcome, string reason)
    {
        _retries.Add(1, new("destination", destination), new("outcome", outcome.ToString()));
        Activity.Current?.AddEvent(new ActivityEvent("retry", tags: new ActivityTagsCollection { ["destination"] = destination, ["outcome"] = outcome.ToString(), ["reason"] = reason }));
    }

    /// <summary>A request could have been sent again, but its time or the budget was over.</summary>
    public void GaveUp(string what) => _gaveUp.Add(1, new KeyValuePair<string, object?>("over", what));
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Foobar.Gateway.Retry;

/// <summary>Counts retries, and tells of them in the trace.</summary>
internal sealed class RetryTelemetry
{
    private readonly Counter<long> _retries;
    private readonly Counter<long> _gaveUp;

    public RetryTelemetry(IMeterFactory meters, RetryBudget budget)
    {
        var meter = meters.Create("Foobar.Gateway");
        _retries = meter.CreateCounter<long>("foobar.gateway.retries", "{retry}", "Requests that were sent again, by destination that failed and why.");
        _gaveUp = meter.CreateCounter<long>("foobar.gateway.retries.exhausted", "{request}", "Requests that could have been sent again and were not, by what had run out.");
        meter.CreateObservableGauge("foobar.gateway.retry_budget", () => budget.Left, "{retry}", "Retries that may be made at once.");
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

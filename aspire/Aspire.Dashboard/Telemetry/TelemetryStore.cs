using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Traces;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Telemetry;

/// <summary>All telemetry that is kept.</summary>
internal sealed class TelemetryStore(IOptions<TelemetryLimits> limits, TimeProvider time)
{
    public ResourceList Resources { get; } = new(limits.Value.MaxResourceCount);

    public LogStore Logs { get; } = new(limits.Value);

    public TraceStore Traces { get; } = new(limits.Value);

    public MetricStore Metrics { get; } = new(limits.Value, time.GetUtcNow().UtcTicks);

    public ChangeSignal Signal { get; } = new(time);
}

using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Telemetry;

/// <summary>Refuses limits that leave no room for anything.</summary>
internal sealed class TelemetryLimitsValidator : IValidateOptions<TelemetryLimits>
{
    public ValidateOptionsResult Validate(string? name, TelemetryLimits options)
    {
        var limits = new (string Name, long Value)[]
        {
            (nameof(options.MaxLogCount), options.MaxLogCount), (nameof(options.MaxTraceCount), options.MaxTraceCount),
            (nameof(options.MaxTraceSpanCount), options.MaxTraceSpanCount), (nameof(options.MaxMetricsCount), options.MaxMetricsCount),
            (nameof(options.MaxAttributeCount), options.MaxAttributeCount), (nameof(options.MaxAttributeLength), options.MaxAttributeLength),
            (nameof(options.MaxSpanEventCount), options.MaxSpanEventCount), (nameof(options.MaxResourceCount), options.MaxResourceCount),
            (nameof(options.MaxLogBytes), options.MaxLogBytes), (nameof(options.MaxTraceBytes), options.MaxTraceBytes), (nameof(options.MaxMetricsBytes), options.MaxMetricsBytes),
        };
        var wrong = limits.Where(limit => limit.Value <= 0).Select(limit => $"{TelemetryLimits.Section}:{limit.Name} is {limit.Value}; it must be 1 or more.").ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

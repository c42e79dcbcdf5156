using System.Globalization;
using OpenTelemetry.Trace;

namespace Foobar.Gateway.Tracing;

/// <summary>Which requests are traced.</summary>
internal static class Sampling
{
    /// <summary>The sampler that <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c> name, as OpenTelemetry's SDK reads them; whatever it does not know is the default there, too: all, unless the client's trace says otherwise.</summary>
    public static Sampler From(IConfiguration configuration)
    {
        var ratio = double.TryParse(configuration["OTEL_TRACES_SAMPLER_ARG"], CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= 1 ? given : 1;
        return configuration["OTEL_TRACES_SAMPLER"]?.ToLowerInvariant() switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(ratio),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)),
            _ => new ParentBasedSampler(new AlwaysOnSampler()),
        };
    }
}

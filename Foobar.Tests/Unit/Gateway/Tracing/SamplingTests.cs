using System.Diagnostics;
using Foobar.Gateway.Tracing;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Foobar.Tests.Unit.Gateway.Tracing;

/// <summary>Which requests are traced, by the variables that OpenTelemetry's SDK knows too.</summary>
public sealed class SamplingTests
{
    private const int Requests = 2000;

    [Theory]
    [InlineData(null, null, 1, 1, 0)]
    [InlineData("always_on", null, 1, 1, 1)]
    [InlineData("always_off", null, 0, 0, 0)]
    [InlineData("traceidratio", "0.25", 0.25, 0.25, 0.25)]
    [InlineData("Always_OFF", null, 0, 0, 0)]
    [InlineData("traceidratio", null, 1, 1, 1)]
    [InlineData("parentbased_always_on", null, 1, 1, 0)]
    [InlineData("parentbased_always_off", null, 0, 1, 0)]
    [InlineData("parentbased_traceidratio", "0.25", 0.25, 1, 0)]
    [InlineData("parentbased_traceidratio", "0", 0, 1, 0)]
    [InlineData("parentbased_traceidratio", "a quarter", 1, 1, 0)]
    [InlineData("unknown", "0", 1, 1, 0)]
    public void The_part_of_requests_that_is_traced(string? sampler, string? argument, double ofOwn, double ofTraced, double ofUntraced)
    {
        var chosen = Sampling.From(new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_TRACES_SAMPLER", sampler), new("OTEL_TRACES_SAMPLER_ARG", argument)]).Build());

        AssertPart(ofOwn, chosen, _ => default);
        AssertPart(ofTraced, chosen, trace => Client(trace, ActivityTraceFlags.Recorded));
        AssertPart(ofUntraced, chosen, trace => Client(trace, ActivityTraceFlags.None));
    }

    private static ActivityContext Client(ActivityTraceId trace, ActivityTraceFlags flags) => new(trace, ActivitySpanId.CreateRandom(), flags, traceState: null, isRemote: true);

    private static void AssertPart(double expected, Sampler sampler, Func<ActivityTraceId, ActivityContext> client)
    {
        var sampled = 0;
        for (var request = 0; request < Requests; request++)
        {
            var trace = ActivityTraceId.CreateRandom();
            if (sampler.ShouldSample(new SamplingParameters(client(trace), trace, "GET", ActivityKind.Server)).Decision == SamplingDecision.RecordAndSample)
                sampled++;
        }
        // Of so many, a quarter is within 0.2 and 0.3 but for one run in millions.
        Assert.InRange(sampled / (double)Requests, expected is 0 or 1 ? expected : expected - 0.05, expected is 0 or 1 ? expected : expected + 0.05);
    }
}

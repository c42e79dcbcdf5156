using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>What the trace of a request says of the attempts that it took, and what their destinations are told of it.</summary>
public sealed class AttemptTraceTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

    [Fact]
    public async Task Each_attempt_of_a_traced_request_has_a_span()
    {
        var nobody = ScriptedDestination.Nobody();
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(nobody, second.Address);

        var (status, spans) = await AskAsync(gateway, "/page?secret=1", isTraced: true);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, spans.Length);
        Assert.All(spans, span => Assert.Equal(("GET", ActivityKind.Client, "GET"), (span.DisplayName, span.Kind, span.GetTagItem("http.request.method"))));
        Assert.Equal(("web-1", ActivityStatusCode.Error, nobody.Port, null), (spans[0].GetTagItem("peer.service"), spans[0].Status, spans[0].GetTagItem("server.port"), spans[0].GetTagItem("http.response.status_code")));
        Assert.Equal("System.Net.Http.HttpRequestException", spans[0].GetTagItem("error.type"));
        Assert.Equal(("web-2", ActivityStatusCode.Unset, 200, 1), (spans[1].GetTagItem("peer.service"), spans[1].Status, spans[1].GetTagItem("http.response.status_code"), spans[1].GetTagItem("http.request.resend_count")));
        Assert.Equal($"{second.Address.GetLeftPart(UriPartial.Authority)}/page?*", spans[1].GetTagItem("url.full"));
        Assert.Equal($"00-{_trace}-{spans[1].SpanId}-01", Assert.Single(second.Received).Headers["traceparent"]);
    }

    [Fact]
    public async Task An_answer_that_is_an_error_makes_the_attempt_one()
    {
        await using var only = ScriptedDestination.Answering(404);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        var (_, spans) = await AskAsync(gateway, "/", isTraced: true);

        var span = Assert.Single(spans);
        Assert.Equal((404, "404", ActivityStatusCode.Error), (span.GetTagItem("http.response.status_code"), span.GetTagItem("error.type"), span.Status));
    }

    [Fact]
    public async Task A_request_that_is_not_traced_has_none_and_its_trace_goes_on()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        var (_, spans) = await AskAsync(gateway, "/", isTraced: false);

        Assert.Empty(spans);
        var passedOn = Assert.Single(only.Received).Headers["traceparent"];
        Assert.StartsWith($"00-{_trace}-", passedOn, StringComparison.Ordinal);
        Assert.EndsWith("-00", passedOn, StringComparison.Ordinal);
    }

    /// <summary>Asks as a client that is a part of the trace, which records everything, or nothing.</summary>
    private async Task<(HttpStatusCode Status, Activity[] Spans)> AskAsync(GatewayUnderTest gateway, string path, bool isTraced)
    {
        var ended = new ConcurrentQueue<Activity>();
        // The client has its answer before the gateway is done with the request.
        var requestEnded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayMetrics.Meter,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId != _trace)
                    return;
                if (span.Kind == ActivityKind.Client)
                    ended.Enqueue(span);
                else
                    requestEnded.TrySetResult();
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-{(isTraced ? "01" : "00")}");

        using var response = await gateway.Client.SendAsync(request, Cancellation);
        if (isTraced)
            await requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        else
            await gateway.StopAsync();

        return (response.StatusCode, [.. ended]);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>The span of a request, and what becomes of the trace where there is none.</summary>
public sealed class RequestTraceTests : IDisposable
{
    private const string Never = "always_off";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public RequestTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayMetrics.Meter,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_request_begins_a_trace_of_which_its_attempt_is_a_part()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        var span = await AskAsync(gateway, "/a%20page?secret=1");

        Assert.Equal(("GET", ActivityStatusCode.Unset, default), (span.DisplayName, span.Status, span.ParentSpanId));
        (string, string?)[] expected =
        [
            ("http.request.method", "GET"), ("url.scheme", "http"), ("url.path", "/a%20page"), ("url.query", "*"), ("server.address", "127.0.0.1"), ("network.protocol.version", "1.1"),
            ("user_agent.original", "Test/1"), ("http.route", "{**path}"), ("http.response.status_code", "200"), ("error.type", null),
        ];
        Assert.Equal(expected, expected.Select(tag => (tag.Item1, span.GetTagItem(tag.Item1)?.ToString())));
        var attempt = Assert.Single(_ended, other => other.TraceId == span.TraceId && other.Kind == ActivityKind.Client);
        Assert.Equal(span.SpanId, attempt.ParentSpanId);
        Assert.Equal($"00-{span.TraceId}-{attempt.SpanId}-01", Assert.Single(only.Received).Headers["traceparent"]);
    }

    [Fact]
    public async Task A_clients_trace_goes_on_in_it()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);
        var (trace, parent) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());

        var span = await AskAsync(gateway, "/", ("traceparent", $"00-{trace}-{parent}-01"), ("tracestate", "vendor=1"));

        Assert.Equal((trace, parent, "vendor=1"), (span.TraceId, span.ParentSpanId, span.TraceStateString));
        Assert.Equal("vendor=1", Assert.Single(only.Received).Headers["tracestate"]);
    }

    [Fact]
    public async Task What_a_client_says_of_no_trace_goes_no_further()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        var span = await AskAsync(gateway, "/", ("tracestate", "vendor=1"));

        Assert.Null(span.TraceStateString);
        Assert.DoesNotContain("tracestate", Assert.Single(only.Received).Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_that_is_an_error_makes_the_request_one()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(ScriptedDestination.Nobody());

        var span = await AskAsync(gateway, "/");

        Assert.Equal((ActivityStatusCode.Error, "503", "503"), (span.Status, span.GetTagItem("http.response.status_code")?.ToString(), span.GetTagItem("error.type")));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("nonsense", "")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
    public async Task What_is_not_traced_here_is_not_traced_behind_and_has_a_trace_all_the_same(string? client, string expected)
    {
        await using var only = ScriptedDestination.Answering(200);
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.log");
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("OTEL_TRACES_SAMPLER", Never), ("AccessLog:Path", path));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (client is not null)
            request.Headers.TryAddWithoutValidation("traceparent", client);

        (await gateway.Client.SendAsync(request, Cancellation)).Dispose();
        await gateway.StopAsync();

        Assert.DoesNotContain(_ended, span => PortOf(span) == gateway.Client.BaseAddress!.Port);
        var passedOn = Assert.Single(only.Received).Headers["traceparent"];
        Assert.True(ActivityContext.TryParse(passedOn, null, out var trace), passedOn);
        Assert.Equal(ActivityTraceFlags.None, trace.TraceFlags);
        if (expected.Length > 0)
            Assert.Equal(expected, passedOn);
        Assert.Contains($"\"trace_id\":\"{trace.TraceId}\"", await File.ReadAllTextAsync(path, Cancellation), StringComparison.Ordinal);
    }

    private async Task<Activity> AskAsync(GatewayUnderTest gateway, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("User-Agent", "Test/1");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await gateway.Client.SendAsync(request, Cancellation);
        // Its span ends when the answer has already been read.
        await gateway.StopAsync();
        return Assert.Single(_ended, span => span.Kind == ActivityKind.Server && PortOf(span) == gateway.Client.BaseAddress!.Port);
    }

    private static int PortOf(Activity span) => Convert.ToInt32(span.GetTagItem("server.port"), CultureInfo.InvariantCulture);
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Foobar.Gateway.Admin;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>WebSockets, which HTTP/1.1 opens with an upgrade and HTTP/2 with an extended CONNECT.</summary>
public sealed class WebSocketTests
{
    public static readonly TheoryData<string> Versions = ["1.1", "2.0"];

    /// <summary>Each version, with each of the destinations that open none.</summary>
    public static readonly MatrixTheoryData<string, Failure> VersionsAndFailures = new(["1.1", "2.0"], [Failure.Nobody, Failure.Breaking, Failure.Refusing]);

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>Why a destination opens no WebSocket.</summary>
    public enum Failure
    {
        /// <summary>Nobody listens there.</summary>
        Nobody,

        /// <summary>It resets the connection in place of an answer.</summary>
        Breaking,

        /// <summary>It answers 503.</summary>
        Refusing,
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_talks_both_ways(string version)
    {
        await using var web = await EchoingWeb.StartAsync();
        await using var gateway = await StartAsync(version, [web.Address]);
        using var socket = await OpenAsync(gateway, version);

        Assert.Equal("first", await EchoAsync(socket, "first"));
        Assert.Equal("second", await EchoAsync(socket, "second"));
        Assert.Equal(1, Only(gateway).InFlight);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Cancellation);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(Only(gateway).InFlight == 0), "its place is free again");
    }

    [Theory]
    [MemberData(nameof(VersionsAndFailures))]
    public async Task A_destination_that_opens_none_is_passed_over(string version, Failure failure)
    {
        await using var first = failure switch
        {
            Failure.Breaking => ScriptedDestination.Breaking(""),
            Failure.Refusing => ScriptedDestination.Answering(503),
            _ => null,
        };
        await using var second = await EchoingWeb.StartAsync();
        await using var gateway = await StartAsync(version, [first?.Address ?? ScriptedDestination.Nobody(), second.Address]);

        using var socket = await OpenAsync(gateway, version);

        Assert.Equal("hello", await EchoAsync(socket, "hello"));
        Assert.Equal(["2"], socket.HttpResponseHeaders![FoobarNames.Headers.Attempts]);
        Assert.All(first?.Received ?? [], request => Assert.DoesNotContain(FoobarNames.Headers.IdempotencyKey, request.Headers.Keys));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task One_that_was_open_is_not_opened_again(string version)
    {
        await using var first = await EchoingWeb.StartAsync();
        await using var second = ScriptedDestination.Answering(200);
        await using var gateway = await StartAsync(version, [first.Address, second.Address]);
        using var socket = await OpenAsync(gateway, version);
        Assert.Equal("hello", await EchoAsync(socket, "hello"));

        first.Break();

        await Assert.ThrowsAsync<WebSocketException>(() => EchoAsync(socket, "hello"));
        Assert.Empty(second.Received);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_has_a_line_in_the_access_log_and_how_long_it_was_open_is_no_latency(string version)
    {
        await using var web = await EchoingWeb.StartAsync();
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.log");
        var open = TimeSpan.FromSeconds(1);
        await using (var gateway = await StartAsync(version, [ScriptedDestination.Nobody(), web.Address], ("AccessLog:Path", path)))
        {
            using (var socket = await OpenAsync(gateway, version))
            {
                var opened = TimeProvider.System.GetTimestamp();
                await Eventually.BecomesTrueAsync(_ => Task.FromResult(TimeProvider.System.GetElapsedTime(opened) > open), "it has been open for a while");
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Cancellation);
            }
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(Last(gateway).Recent.Percentile99 is not null), "its answer is counted when it is closed");
            Assert.InRange(Last(gateway).Recent.Percentile99!.Value, double.Epsilon, open.TotalMilliseconds - 1);
            await gateway.StopAsync();
        }

        var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(path, Cancellation))).RootElement;
        Assert.Equal(version == "1.1" ? ("GET", 101) : ("CONNECT", 200), (line.GetProperty("method").GetString(), line.GetProperty("status").GetInt32()));
        Assert.Equal(("web-2", 2), (line.GetProperty("destination").GetString(), line.GetProperty("attempts").GetInt32()));
        Assert.InRange(line.GetProperty("first_byte_ms").GetDouble(), double.Epsilon, line.GetProperty("duration_ms").GetDouble() - open.TotalMilliseconds + 1);
    }

    private static DestinationStatistics Only(GatewayUnderTest gateway) => Assert.Single(gateway.Statistics.Clusters[0].Destinations);

    private static DestinationStatistics Last(GatewayUnderTest gateway) => gateway.Statistics.Clusters[0].Destinations[^1];

    private static Task<GatewayUnderTest> StartAsync(string version, Uri[] destinations, params (string Key, string Value)[] settings) =>
        GatewayUnderTest.StartAsync(destinations, [("Kestrel:EndpointDefaults:Protocols", version == "1.1" ? "Http1" : "Http2"), .. settings]);

    private static async Task<ClientWebSocket> OpenAsync(GatewayUnderTest gateway, string version)
    {
        var socket = new ClientWebSocket { Options = { HttpVersion = new Version(version), HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact, CollectHttpResponseDetails = true } };
        await socket.ConnectAsync(new UriBuilder(gateway.Client.BaseAddress!) { Scheme = "ws" }.Uri, gateway.Client, Cancellation);
        return socket;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var buffer = new byte[100];
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }
}

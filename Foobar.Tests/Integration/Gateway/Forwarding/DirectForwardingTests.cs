using System.Net;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway.Forwarding;

/// <summary>The connections that requests are forwarded on.</summary>
public sealed class DirectForwardingTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Answer)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n")]
    public async Task One_connection_serves_one_request_after_the_other(string answer)
    {
        await using var destination = ScriptedDestination.Sending(answer);
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        for (var i = 0; i < 5; i++)
            Assert.Equal("text", await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));

        Assert.Equal((5, 1), (destination.Received.Count, destination.Connections));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ntext")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\ntext")]
    [InlineData(Answer + Answer)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n4\r\ntext\r\n0\r\n\r\n")]
    public async Task A_connection_that_may_say_more_or_less_than_asked_is_not_used_again(string answer)
    {
        await using var destination = ScriptedDestination.Sending(answer);
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        for (var i = 0; i < 3; i++)
            Assert.Equal("text", await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));

        Assert.Equal(3, destination.Connections);
    }

    [Fact]
    public async Task A_connection_that_the_destination_ends_between_requests_costs_no_attempt()
    {
        await using var destination = ScriptedDestination.Sending(Answer, ends: true);
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        for (var i = 0; i < 20; i++)
            Assert.Equal("text", await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));

        Assert.Equal(0, Assert.Single(gateway.Statistics.Clusters).Destinations.Sum(web => web.Retries));
    }

    [Theory]
    [InlineData("What is this?\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\ntext")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nFolded: yes\r\n and on\r\n\r\ntext")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\nX: y\r\n\r\ntext")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 4\r\n\r\ntext")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Letters: \u00e4\r\n\r\ntext")]
    public async Task What_is_no_answer_is_followed_by_another_attempt(string answer)
    {
        await using var first = ScriptedDestination.Sending(answer);
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        Assert.Equal("second", await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));
        Assert.Single(first.Received);
    }

    [Fact]
    public async Task A_destination_that_says_nothing_is_waited_for_so_long()
    {
        await using var destination = ScriptedDestination.Sending("");
        await using var gateway = await GatewayUnderTest.StartAsync([destination.Address], ("ReverseProxy:Clusters:web:HttpRequest:ActivityTimeout", "00:00:00.3"));

        using var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(destination.Ended == 1), "the connection ends");
    }

    [Theory]
    [InlineData(9)]
    [InlineData(100_000)]
    public async Task An_answer_that_stops_in_the_middle_is_broken_off(int length)
    {
        await using var destination = ScriptedDestination.Sending($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{new string('x', length / 2)}");
        await using var gateway = await GatewayUnderTest.StartAsync([destination.Address], ("ReverseProxy:Clusters:web:HttpRequest:ActivityTimeout", "00:00:00.3"));

        using var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(destination.Ended == 1), "the connection ends");
    }

    [Fact]
    public async Task A_long_answer_that_ends_too_soon_is_broken_off()
    {
        await using var destination = ScriptedDestination.Sending($"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{new string('x', 99_999)}", ends: true);
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        using var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_leaves_is_not_waited_for()
    {
        await using var destination = ScriptedDestination.Sending("");
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var asking = gateway.Client.GetAsync(new Uri("/", UriKind.Relative), patience.Token);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(!destination.Received.IsEmpty), "the request arrives");
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(destination.Ended == 1), "the connection ends");
    }

    [Theory]
    [InlineData("no-store", 1)]
    [InlineData("max-age=60", 1)]
    [InlineData("no-store", 2)]
    public async Task A_long_answer_arrives_whole_however_it_comes(string cacheControl, int httpVersion)
    {
        var body = Numbers(320_000);
        await using var destination = ScriptedDestination.Answering(200, body, $"Cache-Control: {cacheControl}");
        await using var gateway = await GatewayUnderTest.StartAsync([destination.Address], ("Kestrel:EndpointDefaults:Protocols", httpVersion == 2 ? "Http2" : "Http1"));
        gateway.Client.DefaultRequestVersion = new Version(httpVersion, httpVersion == 2 ? 0 : 1);
        gateway.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        for (var i = 0; i < 3; i++)
            Assert.Equal(body, await gateway.Client.GetStringAsync(new Uri($"/{i}", UriKind.Relative), Cancellation));

        Assert.Equal(1, destination.Connections);
    }

    [Fact]
    public async Task What_follows_a_long_answer_is_not_passed_on()
    {
        var body = Numbers(320_000);
        await using var destination = ScriptedDestination.Sending($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}{Answer}");
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        for (var i = 0; i < 3; i++)
            Assert.Equal(body, await gateway.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));

        Assert.Equal(3, destination.Connections);
    }

    [Fact]
    public async Task A_client_that_reads_late_gets_a_long_answer_whole()
    {
        var body = Numbers(32_000_000);
        await using var destination = ScriptedDestination.Answering(200, body);
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        using var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        using var reader = new StreamReader(stream);
        var first = new char[body.Length / 2];
        await reader.ReadBlockAsync(first, Cancellation);

        Assert.Equal(body, new string(first) + await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_long_answer_is_not_waited_for()
    {
        await using var destination = ScriptedDestination.Answering(200, Numbers(32_000_000));
        await using var gateway = await GatewayUnderTest.StartAsync(destination.Address);

        var response = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.Dispose();

        await Eventually.BecomesTrueAsync(_ => Task.FromResult(destination.Ended == 1), "the connection ends");
    }

    /// <summary>So many letters, in which a piece that is missing, twice there or in the wrong place is seen.</summary>
    private static string Numbers(int letters) => string.Concat(Enumerable.Range(0, letters / 8).Select(number => $"{number:x8}"));
}

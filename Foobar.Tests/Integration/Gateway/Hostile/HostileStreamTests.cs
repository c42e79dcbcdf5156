using System.Net;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>The same as for HTTP/1.1: what comes in as HTTP/2 goes on as one request that can be read in one way only.</summary>
public sealed class HostileStreamTests(HostileStreamFixture fixture) : IClassFixture<HostileStreamFixture>
{
    private const string Second = "GET /SMUGGLED HTTP/1.1\r\nHost:a\r\n\r\n";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, HostileStream> Streams = new HostileStream[]
    {
        new("Nothing at all", [200], []),
        new("An end of line in a value", [0, 400], [("x-value", "a\r\nX-Other: SMUGGLED")]),
        new("LF in a value", [0, 400], [("x-value", "a\nX-Other: SMUGGLED")]),
        new("CR in a value", [0, 400], [("x-value", "a\rb")]),
        new("A null in a value", [0, 400], [("x-value", "a\0b")]),
        new("A control character in a value", [0, 400], [("x-value", "a\u0001b")]),
        new("A whole request in a value", [0, 400], [("x-value", $"a\r\n\r\n{Second}")]),
        new("An end of line in a name", [0, 400], [("x-name\r\nx-other: SMUGGLED", "a")]),
        new("A colon in a name", [0, 400], [("x-name: a", "b")]),
        new("A blank in a name", [0, 400], [("x name", "a")]),
        new("A capital in a name", [0, 400], [("X-Name", "a")]),
        new("No name", [0, 400], [("", "a")]),
        new("An encoding", [0, 400], [("transfer-encoding", "chunked")], $"0\r\n\r\n{Second}"),
        new("A connection", [0, 400], [("connection", "x-value"), ("x-value", "a")]),
        new("A connection that is kept", [0, 400], [("keep-alive", "timeout=5")]),
        new("An upgrade", [0, 400], [("upgrade", "websocket")]),
        new("A proxy's connection", [0, 400], [("proxy-connection", "keep-alive")]),
        new("What TE must not say", [0, 400], [("te", "gzip")]),
        new("A length without a body", [0, 400], [("content-length", "5")]),
        new("A length of nothing with a body", [0, 400], [(":method", "POST"), ("content-length", "0")], Second),
        new("A length that is too small", [0, 400], [(":method", "POST"), ("content-length", "5")], $"hello{Second}"),
        new("A length that is too large", [0, 400], [(":method", "POST"), ("content-length", "500")], "hello"),
        new("Two lengths", [0, 400], [(":method", "POST"), ("content-length", "5"), ("content-length", "6")], "hello"),
        new("A length that is no number", [0, 400], [(":method", "POST"), ("content-length", "0x5")], "hello"),
        new("No path", [0, 400], [(":path", HostileStream.Nothing)]),
        new("An empty path", [0, 400], [(":path", "")]),
        new("A path without a slash", [0, 400], [(":path", "CASE")]),
        new("A path with a blank", [0, 400], [(":path", "/CASE HTTP/1.1")]),
        new("A path with a whole request", [0, 400], [(":path", $"/ HTTP/1.1\r\nHost:a\r\n\r\n{Second}")]),
        new("A path with a fragment", [0, 400], [(":path", "/CASE#a")]),
        new("A path with a null", [0, 400], [(":path", "/CASE%00")]),
        new("A path with dots", [200], [(":path", "/a/%2e%2e/CASE")]),
        new("A path twice", [0, 400], [(":path", "/CASE"), (":path", "/SMUGGLED")]),
        new("A method with a whole request", [0, 400], [(":method", $"GET / HTTP/1.1\r\nHost:a\r\n\r\n{Second}")]),
        new("A method with a blank", [0, 400], [(":method", "GET /SMUGGLED HTTP/1.1")]),
        new("No method", [0, 400], [(":method", HostileStream.Nothing)]),
        new("TRACE", [405], [(":method", "TRACE")]),
        new("CONNECT", [0, 400, 405], [(":method", "CONNECT"), (":path", HostileStream.Nothing), (":scheme", HostileStream.Nothing)]),
        new("A scheme that is another", [0, 200, 400], [(":scheme", "https")]),
        new("A scheme that is none", [0, 400], [(":scheme", "http://other/?")]),
        new("A host beside the authority", [0, 200, 400], [("host", "other"), ("x-case", "CASE")]),
        new("An authority with a user", [0, 400], [(":authority", "user@site")]),
        new("An authority with an end of line", [0, 400], [(":authority", "site\r\nX-Other: SMUGGLED")]),
        new("No authority and two hosts", [0, 400], [(":authority", HostileStream.Nothing), ("host", "site"), ("host", "other")]),
        new("A pseudo-header that nobody knows", [0, 400], [(":other", "a")]),
        new("A pseudo-header after another header", [0, 400], [("x-value", "a"), (":path", "/CASE")]),
        new("A pseudo-header of answers", [0, 400], [(":status", "200")]),
        new("Claims", [200], [("x-forwarded-for", "203.0.113.7"), ("forwarded", "for=203.0.113.7"), ("x_forwarded_for", "203.0.113.7")]),
    }.ToDictionary(stream => stream.Name);

    public static TheoryData<string> Names => [.. Streams.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_ambiguous_is_passed_on_and_the_gateway_stays_up(string name)
    {
        var stream = Streams[name];
        var (caseName, smuggledName) = ($"case-{Guid.NewGuid():N}", $"smuggled-{Guid.NewGuid():N}");

        var earlier = fixture.Destination.Ambiguities.Count;
        var status = await RawStream.SendAsync(fixture.Gateway.Client.BaseAddress!, stream.GetHeaders(caseName, smuggledName), stream.Body?.Replace("SMUGGLED", smuggledName, StringComparison.Ordinal), beforeBody: null, Cancellation);
        using var good = await fixture.Gateway.Client.GetAsync("/good", Cancellation);

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.True(stream.Expected.Contains(status), $"Expected {string.Join(" or ", stream.Expected)}, got {status}.");
        Assert.Empty(fixture.Destination.Ambiguities.Skip(earlier));
        Assert.DoesNotContain(fixture.Destination.Received, received => received.IsOf(smuggledName));
        var passedOn = fixture.Destination.Received.Where(received => received.IsOf(caseName)).ToArray();
        if (status == 200)
            Assert.NotNull(Assert.Single(passedOn).Body);
        else
            Assert.All(passedOn, received => Assert.Null(received.Body));
        Assert.All(passedOn, received => Assert.Equal(["127.0.0.1"], received["X-Forwarded-For"]));
        Assert.All(passedOn, received => Assert.Equal(["http"], received["X-Forwarded-Proto"]));
        Assert.All(passedOn, received => Assert.Equal(["site"], received["X-Forwarded-Host"]));
        Assert.All(passedOn, received => Assert.Empty(received["Forwarded"]));
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("hello", 0, 400)]
    public async Task A_body_that_is_said_to_be_empty_is_passed_on_when_it_has_ended_so(string body, params int[] expected)
    {
        var (caseName, smuggledName) = ($"case-{Guid.NewGuid():N}", $"smuggled-{Guid.NewGuid():N}");
        var headers = Streams["A length of nothing with a body"].GetHeaders(caseName, smuggledName);

        var status = await RawStream.SendAsync(fixture.Gateway.Client.BaseAddress!, headers, body, async () =>
        {
            using var other = await fixture.Gateway.Client.GetAsync("/good", Cancellation);
            Assert.DoesNotContain(fixture.Destination.Received, received => received.IsOf(caseName));
        }, Cancellation);

        Assert.Contains(status, expected);
        Assert.Equal(status == 200, fixture.Destination.Received.Any(received => received.IsOf(caseName)));
    }
}

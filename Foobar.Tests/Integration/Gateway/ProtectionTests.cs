using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Foobar.Tests.Integration.Gateway.Hostile;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>What the gateway refuses by itself, how it says so, and what it tells the webs of those whom it lets through.</summary>
public sealed class ProtectionTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", false)]
    [InlineData("PUT", false)]
    [InlineData("POST", true)]
    [InlineData("GET", true)]
    public async Task A_body_over_the_limit_gets_one_answer_and_is_not_sent_again(string method, bool isStream)
    {
        await using var first = new RawDestination();
        await using var second = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], ("Limits:BodyBytes", "100000"));

        using var response = await SendAsync(gateway, method, "/api/articles", content: Body(100_001, isStream));

        await AssertRefusedAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.DoesNotContain(first.Received.Concat(second.Received), received => received.Body is not null);
        Assert.True(isStream || first.Received.IsEmpty);
        Assert.Empty(second.Received);
        using var next = await gateway.Client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_as_long_as_the_limit_is_passed_on(bool isStream)
    {
        await using var only = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("Limits:BodyBytes", "100000"));

        using var response = await SendAsync(gateway, "POST", "/", content: Body(100_000, isStream));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(100_000, Assert.Single(only.Received).Body!.Length);
    }

    [Theory]
    [InlineData("200000", 150_000, 200)]
    [InlineData("200000", 200_001, 413)]
    [InlineData("-1", 9_000_000, 200)]
    public async Task A_route_may_have_a_limit_of_its_own_or_none(string limit, int length, int expected)
    {
        await using var only = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("Limits:BodyBytes", "100000"), ("ReverseProxy:Routes:site:MaxRequestBodySize", limit));

        foreach (var isStream in new[] { false, true })
        {
            using var response = await SendAsync(gateway, "POST", "/", content: Body(length, isStream));
            Assert.Equal(expected, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("POST /slow HTTP/1.1\r\nHost: site\r\nContent-Length: 1000\r\n\r\nabc")]
    [InlineData("POST /slow HTTP/1.1\r\nHost: site\r\nContent-Length: 1000000\r\n\r\nabc")]
    [InlineData("POST /slow HTTP/1.1\r\nHost: site\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nabc")]
    [InlineData("GET /slow HTTP/1.1\r\nHost: si")]
    public async Task Who_sends_too_slowly_is_cut_off(string text)
    {
        await using var only = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address],
            ("Limits:HeadersWithin", "00:00:01"), ("Limits:BodyBytesPerSecond", "100"), ("Limits:BodyGrace", "00:00:01.1"));

        var (status, answer) = await RawClient.SendAsync(gateway.Client.BaseAddress!, System.Text.Encoding.Latin1.GetBytes(text), Cancellation);

        Assert.True(status == 408, answer);
        Assert.All(only.Received, received => Assert.Null(received.Body));
    }

    [Fact]
    public async Task Connections_have_a_largest_number()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("Limits:Connections", "1"));
        using var first = await gateway.Client.GetAsync("/", Cancellation);

        var (status, _) = await RawClient.SendAsync(gateway.Client.BaseAddress!, "GET / HTTP/1.1\r\nHost: site\r\n\r\n"u8.ToArray(), Cancellation);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_has_to_wait()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("RateLimits:Address:Burst", "2"), ("RateLimits:Address:PerMinute", "1"));

        using var first = await SendAsync(gateway, "GET", "/");
        using var second = await SendAsync(gateway, "GET", "/");
        using var third = await SendAsync(gateway, "GET", "/");
        using var page = await SendAsync(gateway, "GET", "/", accept: "text/html");
        using var health = await SendAsync(gateway, "GET", "/health");

        Assert.Equal((200, 200), ((int)first.StatusCode, (int)second.StatusCode));
        await AssertRefusedAsync(third, HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromMinutes(1), third.Headers.RetryAfter?.Delta);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Each_account_has_a_rate_of_its_own()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("RateLimits:Account:Burst", "1"), ("RateLimits:Account:PerMinute", "1"));

        var statuses = new List<int>();
        foreach (var token in new[] { "one", "one", "other", null, null })
        {
            using var response = await SendAsync(gateway, "GET", "/", token: token);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 429, 200, 200, 200], statuses);
    }

    [Fact]
    public async Task Signing_in_and_up_has_a_rate_of_its_own()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("RateLimits:SignIn:Burst", "2"), ("RateLimits:SignIn:PerMinute", "1"));

        var statuses = new List<int>();
        foreach (var request in new[] { "POST /login", "POST /api/users/login", "POST /api/users", "POST /REGISTER/", "POST /api/articles", "GET /login" })
        {
            using var response = await SendAsync(gateway, request.Split(' ')[0], request.Split(' ')[1]);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 429, 429, 200, 200], statuses);
    }

    [Theory]
    [InlineData("Address", "address-rate")]
    [InlineData("Account", "account-rate")]
    [InlineData("SignIn", "sign-in-rate")]
    public async Task Who_was_refused_is_counted_by_the_rule(string rule, string expected)
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ($"RateLimits:{rule}:Burst", "1"), ($"RateLimits:{rule}:PerMinute", "1"));
        var reasons = new ConcurrentQueue<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "foobar.gateway.refusals" && instrument.Meter.Scope == gateway.Meters)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => reasons.Enqueue(Assert.Single(tags.ToArray()).Value));
        listener.Start();

        for (var i = 0; i < 3; i++)
        {
            using var response = await SendAsync(gateway, "POST", "/login", token: "one");
        }

        Assert.Equal([expected, expected], reasons);
    }

    [Theory]
    [InlineData("Networks:Denied:0", "127.0.0.0/8", 403)]
    [InlineData("Networks:Allowed:0", "10.0.0.0/8", 403)]
    [InlineData("Networks:Allowed:0", "127.0.0.1/32", 200)]
    public async Task A_network_may_be_shut_out(string key, string network, int expected)
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], (key, network));

        using var response = await SendAsync(gateway, "GET", "/");
        using var health = await SendAsync(gateway, "GET", "/health");

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        if (expected == 403)
            await AssertRefusedAsync(response, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("mine-1", "mine-1")]
    [InlineData("not mine", null)]
    [InlineData(null, null)]
    public async Task A_request_has_an_id_that_the_web_and_the_client_know(string? sent, string? expected)
    {
        await using var only = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);
        if (sent is not null)
            gateway.Client.DefaultRequestHeaders.Add("X-Request-Id", sent);

        using var response = await SendAsync(gateway, "GET", "/");

        var told = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal(expected ?? told, told);
        Assert.Equal([told], Assert.Single(only.Received)["X-Request-Id"]);
        Assert.NotEqual("not mine", told);
    }

    [Fact]
    public async Task A_trace_goes_on()
    {
        await using var only = new RawDestination();
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        var (status, _) = await RawClient.SendAsync(gateway.Client.BaseAddress!,
            "GET / HTTP/1.1\r\nHost: site\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n"u8.ToArray(), Cancellation);

        Assert.Equal(200, status);
        var passedOn = Assert.Single(Assert.Single(only.Received)["traceparent"]);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", passedOn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_lack_security_headers_get_them_and_others_keep_their_own()
    {
        await using var bare = ScriptedDestination.Answering(200);
        await using var full = ScriptedDestination.Answering(200, "", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Content-Security-Policy: frame-ancestors 'self'");
        await using var ofBare = await GatewayUnderTest.StartAsync(bare.Address);
        await using var ofFull = await GatewayUnderTest.StartAsync(full.Address);

        using var completed = await SendAsync(ofBare, "GET", "/");
        using var kept = await SendAsync(ofFull, "GET", "/");

        Assert.Equal(["nosniff"], completed.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["strict-origin-when-cross-origin"], completed.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["DENY"], completed.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["nosniff"], kept.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], kept.Headers.GetValues("Referrer-Policy"));
        Assert.False(kept.Headers.Contains("X-Frame-Options"));
    }

    private static HttpContent Body(int length, bool isStream) =>
        isStream ? new StreamContent(new UnseekableStream(length)) : new ByteArrayContent(new byte[length]);

    private static async Task<HttpResponseMessage> SendAsync(GatewayUnderTest gateway, string method, string path, string? accept = null, string? token = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        return await gateway.Client.SendAsync(request, Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Single(response.Headers.GetValues("X-Request-Id"));
        var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Cancellation), cancellationToken: Cancellation);
        Assert.Single(body.RootElement.GetProperty("errors").GetProperty("body").EnumerateArray());
    }
}

using System.Net;
using Foobar.ServiceDefaults;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>What becomes of a request whose first destination fails in one way or another.</summary>
public sealed class RetryTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task A_destination_that_refuses_connections_is_passed_over(string method)
    {
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(ScriptedDestination.Nobody(), second.Address);

        using var response = await SendAsync(gateway, method, "text");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("2", Attempts(response));
        Assert.Equal("text", Assert.Single(second.Received).Body);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_destination_that_is_silent_when_somebody_connects_is_passed_over(string method)
    {
        using var first = SilentDestination.Start();
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var response = await SendAsync(gateway, method, "text");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("2", Attempts(response));
        Assert.Equal("text", Assert.Single(second.Received).Body);
    }

    [Fact]
    public async Task An_offer_of_another_protocol_that_is_not_taken_up_keeps_no_request_from_going_elsewhere()
    {
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(ScriptedDestination.Nobody(), second.Address);
        gateway.Client.DefaultRequestHeaders.Connection.Add("Upgrade");
        gateway.Client.DefaultRequestHeaders.Upgrade.ParseAdd("h2c");

        using var response = await SendAsync(gateway, "GET");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("2", Attempts(response));
    }

    [Fact]
    public async Task When_all_destinations_are_silent_the_site_is_away()
    {
        using var only = SilentDestination.Start();
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);

        using var response = await SendAsync(gateway, "POST", "text");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "")]
    [InlineData("POST", "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("PUT", "What is this?\r\n\r\n")]
    public async Task A_connection_that_ends_before_an_answer_has_begun_is_followed_by_another_attempt(string method, string sent)
    {
        await using var first = ScriptedDestination.Breaking(sent);
        await using var second = ScriptedDestination.Answering(201, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var response = await SendAsync(gateway, method, "text");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var (one, other) = (Assert.Single(first.Received), Assert.Single(second.Received));
        Assert.Equal(one.Line, other.Line);
        Assert.Equal("text", other.Body);
        Assert.Equal(method != "GET", one.Headers.TryGetValue(FoobarNames.Headers.IdempotencyKey, out var key));
        Assert.Equal(key, other.Headers.GetValueOrDefault(FoobarNames.Headers.IdempotencyKey));
    }

    [Fact]
    public async Task The_clients_own_key_is_passed_on()
    {
        await using var only = ScriptedDestination.Answering(200);
        await using var gateway = await GatewayUnderTest.StartAsync(only.Address);
        gateway.Client.DefaultRequestHeaders.Add(FoobarNames.Headers.IdempotencyKey, "\"mine\"");

        using var response = await SendAsync(gateway, "POST", "text");

        Assert.Equal("\"mine\"", Assert.Single(only.Received).Headers[FoobarNames.Headers.IdempotencyKey]);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task An_answer_that_says_not_now_is_kept_back_when_another_destination_answers(int status)
    {
        await using var first = ScriptedDestination.Answering(status, "not now", "X-First: yes");
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var response = await SendAsync(gateway, "POST", "text");

        Assert.Equal("second", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.False(response.Headers.Contains("X-First"));
    }

    [Fact]
    public async Task When_every_destination_says_not_now_each_is_asked_once_and_the_last_ones_answer_counts()
    {
        await using var first = ScriptedDestination.Answering(503, "first");
        await using var second = ScriptedDestination.Answering(503, "second", "Retry-After: 7");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var response = await SendAsync(gateway, "GET");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("second", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Single(first.Received);
        Assert.Single(second.Received);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Any_other_answer_is_the_answer(int status)
    {
        await using var first = ScriptedDestination.Answering(status, "first");
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var response = await SendAsync(gateway, "GET");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("1", Attempts(response));
        Assert.Empty(second.Received);
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_never_followed_by_another_one()
    {
        var passedOn = new TaskCompletionSource();
        await using var first = ScriptedDestination.BreakingInTheBody(passedOn.Task);
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/page");
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        passedOn.SetResult();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
        Assert.Empty(second.Received);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_kept_as_well()
    {
        await using var first = ScriptedDestination.Breaking("");
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(first.Address, second.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/page") { Content = new StringContent("text") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text", second.LastBody);
    }

    [Fact]
    public async Task A_body_that_is_too_long_to_be_kept_is_sent_once_when_the_destination_may_have_it()
    {
        await using var first = ScriptedDestination.Breaking("");
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], ("Retry:BodyLimit", "3"));

        using var response = await SendAsync(gateway, "POST", "text");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(second.Received);
    }

    [Fact]
    public async Task A_long_body_goes_to_the_next_destination_when_the_first_one_was_not_reached()
    {
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync([ScriptedDestination.Nobody(), second.Address], ("Retry:BodyLimit", "3"));

        using var response = await SendAsync(gateway, "POST", "text");

        Assert.Equal("text", Assert.Single(second.Received).Body);
    }

    [Fact]
    public async Task Without_a_budget_nothing_is_sent_again()
    {
        await using var second = ScriptedDestination.Answering(200, "second");
        await using var gateway = await GatewayUnderTest.StartAsync([ScriptedDestination.Nobody(), second.Address], ("Retry:Reserve", "0"), ("Retry:Budget", "0"));

        using var response = await SendAsync(gateway, "GET");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(second.Received);
    }

    [Fact]
    public async Task Destinations_that_are_not_there_are_tried_again_until_the_time_is_over()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            [ScriptedDestination.Nobody(), ScriptedDestination.Nobody()], ("Retry:StartWithin", "00:00:00.5"), ("Retry:BetweenRounds", "00:00:00.01"));

        using var response = await SendAsync(gateway, "GET");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(int.Parse(Attempts(response), System.Globalization.CultureInfo.InvariantCulture) > 2);
    }

    private static string Attempts(HttpResponseMessage response) => Assert.Single(response.Headers.GetValues(FoobarNames.Headers.Attempts));

    private static async Task<HttpResponseMessage> SendAsync(GatewayUnderTest gateway, string method, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/page?x=1") { Content = body is null ? null : new StringContent(body) };
        return await gateway.Client.SendAsync(request, Cancellation);
    }
}

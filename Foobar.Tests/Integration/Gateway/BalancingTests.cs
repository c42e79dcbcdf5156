using System.Net;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>Where requests go while destinations come, go and fail.</summary>
public sealed class BalancingTests
{
    private static readonly (string Key, string Value)[] Probing =
    [
        ("ReverseProxy:Clusters:web:HealthCheck:Active:Enabled", "true"),
        ("ReverseProxy:Clusters:web:HealthCheck:Active:Interval", "00:00:00.05"),
        ("ReverseProxy:Clusters:web:HealthCheck:Active:Policy", "RiseAndFall"),
        ("ReverseProxy:Clusters:web:HealthCheck:Active:Path", "/health"),
        ("Balancing:Policy", "RoundRobin"),
        ("Balancing:SlowStart", "00:00:00"),
    ];

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Draining")]
    [InlineData("Unhealthy")]
    public async Task One_that_is_not_ready_ends_what_it_has_and_gets_nothing_new_until_it_is_back(string health)
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], Probing);
        await WaitForStateAsync(gateway, "web-1", "Up");
        var open = new TaskCompletionSource();
        (first.Gate, second.Gate) = (open.Task, open.Task);
        Task<HttpResponseMessage>[] underWay = [SendAsync(gateway), SendAsync(gateway)];
        await Eventually.BecomesTrueAsync(_ => Task.FromResult((first.UnderWay, second.UnderWay) == (1, 1)), "a request at each");

        first.Health = health;
        await WaitForStateAsync(gateway, "web-1", health == "Draining" ? "Draining" : "Down");
        var before = first.Served;
        open.SetResult();
        Assert.All(await Task.WhenAll(underWay), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        for (var request = 0; request < 10; request++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway)).StatusCode);
        Assert.Equal(before, first.Served);

        first.Health = "Healthy";
        await WaitForStateAsync(gateway, "web-1", "Up");
        for (var request = 0; request < 10; request++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway)).StatusCode);
        Assert.Equal(before + 5, first.Served);
    }

    [Fact]
    public async Task One_that_reads_only_gets_reads()
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        first.Health = "Degraded";
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], Probing);
        await WaitForStateAsync(gateway, "web-1", "ReadsOnly");

        for (var request = 0; request < 10; request++)
            await SendAsync(gateway, HttpMethod.Post);
        Assert.Equal((0, 10), (first.Served, second.Served));
        for (var request = 0; request < 10; request++)
            await SendAsync(gateway);
        Assert.Equal((5, 15), (first.Served, second.Served));
    }

    [Fact]
    public async Task One_that_answers_with_errors_is_left_out_and_tried_again()
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], ("Balancing:SlowStart", "00:00:00"), ("Health:OpenFor", "00:00:01"));
        first.Status = 500;

        for (var request = 0; request < 3; request++)
            Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(gateway)).StatusCode);
        for (var request = 0; request < 5; request++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway)).StatusCode);
        Assert.Equal((3, 5), (first.Served, second.Served));

        first.Status = 200;
        await Eventually.BecomesTrueAsync(async _ => (await SendAsync(gateway)).IsSuccessStatusCode && GetState(gateway, "web-1") == "Unknown", "it gets requests again");
        var before = second.Served;
        await SendAsync(gateway);
        Assert.Equal(before, second.Served);
    }

    [Fact]
    public async Task Why_one_is_left_out_is_told()
    {
        await using var second = await LiveDestination.StartAsync();
        var first = await LiveDestination.StartAsync();
        var left = first.Address;
        await first.DisposeAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([left, second.Address], ("Balancing:SlowStart", "00:00:00"));

        for (var request = 0; request < 6; request++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway)).StatusCode);

        var change = Assert.Single(gateway.Statistics.Changes);
        Assert.Equal(("web-1", "gets no requests for a while", "too many failures, the last one: no connection"), (change.Destination, change.What, change.Reason));
    }

    [Fact]
    public async Task Requests_wait_in_a_line_with_an_end()
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("Balancing:RequestsAtOnce", "1"), ("Balancing:WaitingAtMost", "1"), ("Balancing:WaitAtMost", "00:05:00"));
        var open = new TaskCompletionSource();
        only.Gate = open.Task;
        var first = SendAsync(gateway);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(only.UnderWay == 1), "the first one is under way");
        var second = SendAsync(gateway);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(gateway.Statistics.Clusters[0].Waiting == 1), "the second one waits");

        using var third = await SendAsync(gateway);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (third.StatusCode, third.Headers.RetryAfter?.Delta));
        Assert.Equal(1, only.Served);
        open.SetResult();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], (await Task.WhenAll(first, second)).Select(response => response.StatusCode));
    }

    [Fact]
    public async Task A_request_waits_for_a_limited_time()
    {
        await using var only = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([only.Address], ("Balancing:RequestsAtOnce", "1"), ("Balancing:WaitAtMost", "00:00:00.2"));
        var open = new TaskCompletionSource();
        only.Gate = open.Task;
        var first = SendAsync(gateway);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(only.UnderWay == 1), "the first one is under way");

        using var second = await SendAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        open.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(0, gateway.Statistics.Clusters[0].Destinations[0].InFlight);
    }

    [Fact]
    public async Task Everybody_is_served_when_many_come_at_once()
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], ("Balancing:Policy", "LeastRequests"), ("Balancing:RequestsAtOnce", "3"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SendAsync(gateway)));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(300, first.Served + second.Served);
        Assert.Equal(0, gateway.Statistics.Clusters[0].Waiting);
    }

    [Fact]
    public async Task Settings_change_while_it_runs_and_bad_ones_are_refused()
    {
        await using var first = await LiveDestination.StartAsync();
        await using var second = await LiveDestination.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync([first.Address, second.Address], ("Balancing:Policy", "RoundRobin"));

        gateway.Change(("Balancing:Policy", "WeightedRoundRobin"), ("Balancing:Weights:web-1", "4"));
        for (var request = 0; request < 10; request++)
            await SendAsync(gateway);
        Assert.Equal((8, 2), (first.Served, second.Served));

        gateway.Change(("Balancing:Policy", "Chance"));
        for (var request = 0; request < 10; request++)
            await SendAsync(gateway);
        Assert.Equal((16, 4), (first.Served, second.Served));
        Assert.Equal("WeightedRoundRobin", gateway.Statistics.Policy);
    }

    private static string GetState(GatewayUnderTest gateway, string destination) => gateway.Statistics.Clusters.SelectMany(cluster => cluster.Destinations).FirstOrDefault(one => one.Id == destination)?.State ?? "";

    private static Task WaitForStateAsync(GatewayUnderTest gateway, string destination, string state) =>
        Eventually.BecomesTrueAsync(_ => Task.FromResult(GetState(gateway, destination) == state), $"{destination} is {state}");

    private static async Task<HttpResponseMessage> SendAsync(GatewayUnderTest gateway, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, "/page");
        return await gateway.Client.SendAsync(request, Cancellation);
    }
}

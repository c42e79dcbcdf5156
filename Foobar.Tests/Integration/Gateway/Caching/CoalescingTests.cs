using Foobar.Gateway.Caching;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>Many requests for the same are one for the webs.</summary>
public sealed class CoalescingTests
{
    private const int Many = 50;

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Fifty_requests_at_once_are_one_for_the_web()
    {
        await using var web = await WaitingWebAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var asking = Enumerable.Range(0, Many).Select(_ => gateway.GetAsync("/")).ToArray();
        await UntilAskedAsync(web, 1);
        _open.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.All(answers, answer => Assert.Equal("1", answer.Body));
        Assert.Equal(1, web.Asked);
        // Who came when the answer was there already had a hit.
        var counts = gateway.Statistics.Requests;
        Assert.Equal((1L, Many - 1L), (counts[CacheOutcome.Miss], counts[CacheOutcome.Coalesced] + counts[CacheOutcome.Hit]));
    }

    [Fact]
    public async Task Who_accepts_something_else_gets_an_answer_of_their_own()
    {
        await using var web = await WaitingWebAsync(("Vary", "Accept-Encoding"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var asking = Enumerable.Range(0, 20).Select(i => gateway.GetAsync("/", ("Accept-Encoding", i % 2 == 0 ? "br" : "gzip"))).ToArray();
        await UntilAskedAsync(web, 1);
        _open.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.Equal(2, web.Asked);
        Assert.Single(answers.Where((_, i) => i % 2 == 0).Select(answer => answer.Body).Distinct());
        Assert.Single(answers.Where((_, i) => i % 2 == 1).Select(answer => answer.Body).Distinct());
    }

    [Fact]
    public async Task When_the_answer_is_for_one_each_gets_one_of_their_own()
    {
        await using var web = await WaitingWebAsync(("Set-Cookie", "a=b"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var asking = Enumerable.Range(0, 10).Select(_ => gateway.GetAsync("/")).ToArray();
        await UntilAskedAsync(web, 1);
        _open.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.Equal(10, answers.Select(answer => answer.Body).Distinct().Count());
    }

    [Fact]
    public async Task When_the_client_leaves_that_asked_first_another_one_asks_for_all()
    {
        await using var web = await WaitingWebAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);
        using var leaving = new CancellationTokenSource();

        var first = gateway.Client.GetAsync("/", leaving.Token);
        await UntilAskedAsync(web, 1);
        var others = Enumerable.Range(0, 10).Select(_ => gateway.GetAsync("/")).ToArray();
        await leaving.CancelAsync();
        await UntilAskedAsync(web, 2);
        _open.SetResult();
        var answers = await Task.WhenAll(others);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.All(answers, answer => Assert.Equal((200, "2"), (answer.Status, answer.Body)));
        Assert.Equal(2, web.Asked);
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_is_set()
    {
        await using var web = await WebOfTest.StartAsync(async (context, number) =>
        {
            if (number == 1)
                await _open.Task.WaitAsync(context.RequestAborted);
            await WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address, ("Cache:CoalesceWithin", "00:00:00"));

        var first = gateway.GetAsync("/");
        await UntilAskedAsync(web, 1);
        var second = await gateway.GetAsync("/");
        _open.SetResult();

        Assert.Equal("2", second.Body);
        Assert.Equal("1", (await first).Body);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up()
    {
        await using var web = await WebOfTest.StartAsync((context, number) => WebOfTest.WriteAsync(context, new string('a', 1_000_000)));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        using var unread = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var second = await gateway.GetAsync("/");

        Assert.Equal(1_000_000, second.Body.Length);
        Assert.Equal(1, web.Asked);
    }

    private Task<WebOfTest> WaitingWebAsync(params (string Name, string Value)[] headers) => WebOfTest.StartAsync(async (context, number) =>
    {
        await _open.Task.WaitAsync(context.RequestAborted);
        foreach (var (name, value) in headers)
            context.Response.Headers.Append(name, value);
        await WebOfTest.WriteAsync(context, $"{number}");
    });

    private static Task UntilAskedAsync(WebOfTest web, int times) => Eventually.BecomesTrueAsync(_ => Task.FromResult(web.Asked >= times), "the request at the web");
}

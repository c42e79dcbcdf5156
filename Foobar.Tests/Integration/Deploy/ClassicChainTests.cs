using System.Net;

namespace Foobar.Tests.Integration.Deploy;

public sealed class ClassicChainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_webs_serve_in_turn()
    {
        await using var site = await ClassicSite.StartAsync(Cancellation);

        var served = new List<string>();
        for (var i = 0; i < 10; i++)
            served.Add(await site.Visitor.GetStringAsync("/name", Cancellation));

        Assert.Equal(5, served.Count(name => name == "web-1"));
        Assert.DoesNotContain(served.Zip(served.Skip(1)), pair => pair.First == pair.Second);
    }

    [Fact]
    public async Task A_web_that_dies_costs_no_request()
    {
        await using var site = await ClassicSite.StartAsync(Cancellation);
        var served = new List<(HttpStatusCode Status, string Name)>();
        async Task AskAsync()
        {
            using var answer = await site.Visitor.PostAsync("/name", content: null, Cancellation);
            served.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        }

        for (var i = 0; i < 20; i++)
            await AskAsync();
        await site.Webs[0].DisposeAsync();
        for (var i = 0; i < 200; i++)
            await AskAsync();

        Assert.All(served, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.All(served.Skip(20), answer => Assert.Equal("web-2", answer.Name));
    }

    [Fact]
    public async Task What_may_be_kept_is_asked_of_a_web_once_by_each_nginx_and_sent_compressed()
    {
        await using var site = await ClassicSite.StartAsync(Cancellation);
        var before = await CountRequestsAsync(site);
        var caches = new List<string>();

        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/kept") { Headers = { { "Accept-Encoding", "gzip" } } };
            using var answer = await site.Visitor.SendAsync(request, Cancellation);
            Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
            caches.Add(answer.Headers.GetValues("X-Cache").Single());
        }

        Assert.Equal(2, await CountRequestsAsync(site) - before);
        Assert.Equal(2, caches.Count(cache => cache == "MISS"));
        Assert.Equal(8, caches.Count(cache => cache == "HIT"));
    }

    [Fact]
    public async Task Where_a_visitor_comes_from_is_not_what_they_say_and_an_unsafe_request_has_a_key()
    {
        await using var site = await ClassicSite.StartAsync(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/name") { Headers = { { "X-Forwarded-For", "192.0.2.1" }, { "X-Forwarded-Proto", "gopher" } } };

        using var answer = await site.Visitor.SendAsync(request, Cancellation);

        Assert.Equal("127.0.0.1", answer.Headers.GetValues("Seen-X-Forwarded-For").Single());
        Assert.Equal("https", answer.Headers.GetValues("Seen-X-Forwarded-Proto").Single());
        Assert.True(Guid.TryParse(answer.Headers.GetValues("Seen-Idempotency-Key").Single(), out _));
    }

    [Fact]
    public async Task An_unknown_host_is_refused()
    {
        await using var site = await ClassicSite.StartAsync(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/name") { Headers = { Host = "www.example.com" } };

        using var answer = await site.Visitor.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    private static async Task<long> CountRequestsAsync(ClassicSite site) => (await Task.WhenAll(site.Webs.Select(web => web.CountRequestsAsync(Cancellation)))).Sum();
}

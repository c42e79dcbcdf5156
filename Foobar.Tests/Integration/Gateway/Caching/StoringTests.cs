using Foobar.Gateway.Caching;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>What is kept, for whom and for how long.</summary>
public sealed class StoringTests
{
    [Fact]
    public async Task An_answer_is_sent_again_with_its_age_until_its_life_is_over()
    {
        await using var web = await WebOfTest.CountingAsync(("Cache-Control", "public, s-maxage=5"), ("X-Own", "kept"), ("Content-Type", "text/plain"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var first = await gateway.GetAsync("/page?x=1");
        gateway.Pass(4.9);
        var second = await gateway.GetAsync("/page?x=1");
        gateway.Pass(0.1);
        var third = await gateway.GetAsync("/page?x=1");

        Assert.Equal(("1", "1", "2"), (first.Body, second.Body, third.Body));
        Assert.Equal(("0", "4", "0"), (first.Age, second.Age, third.Age));
        Assert.Equal(("foobar; fwd=uri-miss; fwd-status=200; stored", "foobar; hit; ttl=0", "foobar; fwd=stale; fwd-status=200; stored"), (first.CacheStatus, second.CacheStatus, third.CacheStatus));
        Assert.Equal(("kept", "text/plain", "public, s-maxage=5", "1"), (second["X-Own"], second["Content-Type"], second["Cache-Control"], second["Content-Length"]));
        Assert.Equal((1L, 2L), (gateway.Statistics.Requests[CacheOutcome.Hit], gateway.Statistics.Requests[CacheOutcome.Miss]));
    }

    [Fact]
    public async Task An_answer_that_says_nothing_lives_for_a_second()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(0.9);
        Assert.Equal("1", (await gateway.GetAsync("/")).Body);
        gateway.Pass(0.1);
        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
    }

    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Cache-Control", "private, max-age=60")]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("Vary", "*")]
    [InlineData("Content-Type", "text/event-stream")]
    public async Task What_may_not_be_kept_is_asked_for_every_time(string header, string value)
    {
        await using var web = await WebOfTest.CountingAsync((header, value));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var first = await gateway.GetAsync("/");
        var second = await gateway.GetAsync("/");

        Assert.Equal(("1", "2"), (first.Body, second.Body));
        Assert.Equal(value, second[header]);
        Assert.Equal("", second.Age);
        Assert.Equal("foobar; fwd=bypass; detail=unstorable", second.CacheStatus);
    }

    [Theory]
    [InlineData("Authorization", "Token x")]
    [InlineData("Cookie", "__Host-foobar=x")]
    [InlineData("Cookie", "theme=dark")]
    [InlineData("X-Read-Position", "token")]
    [InlineData("Range", "bytes=0-0")]
    [InlineData("Cache-Control", "no-store")]
    public async Task Who_is_somebody_in_particular_gets_nothing_from_the_cache_and_leaves_nothing_there(string header, string value)
    {
        await using var web = await WebOfTest.CountingAsync(("Cache-Control", "public, max-age=60"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal("1", (await gateway.GetAsync("/", (header, value))).Body);
        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
        Assert.Equal("3", (await gateway.GetAsync("/", (header, value))).Body);
        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
        Assert.Equal(2, gateway.Statistics.Bypasses.Values.Sum());
    }

    [Fact]
    public async Task A_reload_is_answered_by_a_web_and_everybody_gets_the_new_answer()
    {
        await using var web = await WebOfTest.CountingAsync(("Cache-Control", "public, max-age=60"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal("1", (await gateway.GetAsync("/")).Body);
        gateway.Pass(1);
        Assert.Equal("2", (await gateway.GetAsync("/", ("Cache-Control", "no-cache"))).Body);
        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
        gateway.Pass(1);
        Assert.Equal("3", (await gateway.GetAsync("/", ("Cache-Control", "max-age=0"))).Body);
        Assert.Equal("3", (await gateway.GetAsync("/", ("Cache-Control", "max-age=1"))).Body);
    }

    [Fact]
    public async Task Who_wants_no_web_to_be_asked_gets_what_is_there_or_504()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal(504, (await gateway.GetAsync("/", ("Cache-Control", "only-if-cached"))).Status);
        await gateway.GetAsync("/");
        Assert.Equal("1", (await gateway.GetAsync("/", ("Cache-Control", "only-if-cached"))).Body);
        Assert.Equal(1, web.Asked);
    }

    [Fact]
    public async Task Answers_are_kept_for_each_encoding()
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.Headers.Vary = "Accept-Encoding, Cookie";
            context.Response.Headers.ContentEncoding = context.Request.Headers.AcceptEncoding;
            return WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        foreach (var _ in (int[])[1, 2])
        {
            Assert.Equal(("1", "br"), await AskAsync("br"));
            Assert.Equal(("2", "gzip"), await AskAsync("gzip"));
        }

        async Task<(string, string)> AskAsync(string encoding)
        {
            var answer = await gateway.GetAsync("/", ("Accept-Encoding", encoding));
            return (answer.Body, answer["Content-Encoding"]);
        }
    }

    [Fact]
    public async Task A_head_is_answered_with_what_a_get_has_brought()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var before = await gateway.SendAsync(HttpMethod.Head, "/");
        await gateway.GetAsync("/");
        var after = await gateway.SendAsync(HttpMethod.Head, "/");

        Assert.Equal((200, "", "1"), (before.Status, before.Body, before["Content-Length"]));
        Assert.Equal((200, "", "1", "0"), (after.Status, after.Body, after["Content-Length"], after.Age));
        Assert.Equal(2, web.Asked);
    }

    [Fact]
    public async Task What_was_changed_is_not_shown_as_it_was_before()
    {
        await using var web = await WebOfTest.CountingAsync(("Cache-Control", "public, max-age=60"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        await gateway.SendAsync(HttpMethod.Put, "/");

        Assert.Equal("3", (await gateway.GetAsync("/")).Body);
    }

    [Fact]
    public async Task Different_addresses_have_different_answers()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal("1", (await gateway.GetAsync("/a?b")).Body);
        Assert.Equal("2", (await gateway.GetAsync("/a%3Fb")).Body);
        Assert.Equal("3", (await gateway.GetAsync("/a?b", ("Host", "edge.foobar.com"))).Body);
        Assert.Equal("1", (await gateway.GetAsync("/a?b")).Body);
    }

    [Fact]
    public async Task The_gateways_own_answers_are_not_kept()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/alive");

        Assert.Equal(0, gateway.Statistics.Entries);
        Assert.Equal(0, gateway.Statistics.Requests.Values.Sum() + gateway.Statistics.Bypasses.Values.Sum());
    }

    [Fact]
    public async Task A_cache_that_is_off_keeps_nothing()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address, ("Cache:Enabled", "false"));

        await gateway.GetAsync("/");

        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
    }

    [Fact]
    public async Task Settings_change_while_it_runs()
    {
        await using var web = await WebOfTest.CountingAsync();
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        gateway.Configure("Cache:Life", "00:00:20");
        await gateway.GetAsync("/");
        gateway.Pass(19);
        Assert.Equal("1", (await gateway.GetAsync("/")).Body);
        gateway.Configure("Cache:Enabled", "false");
        Assert.Equal("2", (await gateway.GetAsync("/")).Body);
    }

    [Fact]
    public async Task Of_many_answers_no_more_are_kept_than_there_is_room_for()
    {
        await using var web = await WebOfTest.StartAsync((context, _) => WebOfTest.WriteAsync(context, new string('a', 5000)));
        await using var gateway = await CachingGateway.StartAsync(web.Address, ("Cache:SizeLimit", "50000"));

        for (var i = 0; i < 30; i++)
            Assert.Equal(5000, (await gateway.GetAsync($"/{i}")).Body.Length);

        Assert.InRange(gateway.Statistics.Bytes, 5000, 50000);
        Assert.InRange(gateway.Statistics.Entries, 1, 9);
    }
}

using Foobar.Gateway.Caching;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>What happens to an answer after its life.</summary>
public sealed class StaleAnswerTests
{
    [Fact]
    public async Task A_web_confirms_an_answer_by_its_tag_and_sends_it_no_second_time()
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.Headers.ETag = "W/\"a\"";
            context.Response.Headers["X-Number"] = $"{number}";
            if (context.Request.Headers.IfNoneMatch != "W/\"a\"")
                return WebOfTest.WriteAsync(context, $"{number}");
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(1);
        var second = await gateway.GetAsync("/");
        gateway.Pass(0.5);
        var third = await gateway.GetAsync("/");

        Assert.Equal((200, "1", "2", "0"), (second.Status, second.Body, second["X-Number"], second.Age));
        Assert.Equal((200, "1", "2", "foobar; hit; ttl=0"), (third.Status, third.Body, third["X-Number"], third.CacheStatus));
        Assert.Equal("W/\"a\"", web.Received[1]["If-None-Match"]);
        Assert.Equal(2, web.Asked);
        Assert.Equal(1, gateway.Statistics.Requests[CacheOutcome.Revalidated]);
    }

    [Fact]
    public async Task A_web_confirms_an_answer_by_its_date_where_it_has_no_tag()
    {
        const string changed = "Thu, 01 Jan 2026 00:00:00 GMT";
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.Headers.LastModified = changed;
            if (context.Request.Headers.IfModifiedSince.Count == 0)
                return WebOfTest.WriteAsync(context, $"{number}");
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(1);

        Assert.Equal("1", (await gateway.GetAsync("/")).Body);
        Assert.Equal(304, (await gateway.GetAsync("/", ("If-Modified-Since", changed))).Status);
        Assert.Equal(2, web.Asked);
    }

    [Theory]
    [InlineData("ETag", "\"b\"")]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("Cache-Control", "no-store")]
    public async Task A_confirmation_of_something_else_is_not_believed(string header, string value)
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.Headers.ETag = "\"a\"";
            if (context.Request.Headers.IfNoneMatch.Count == 0)
                return WebOfTest.WriteAsync(context, $"{number}");
            context.Response.Headers[header] = value;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(1);
        var answer = await gateway.GetAsync("/");

        Assert.Equal((200, "3"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_client_that_has_the_answer_is_told_so_by_the_cache()
    {
        await using var web = await WebOfTest.CountingAsync(("ETag", "\"a\""), ("Cache-Control", "public, max-age=60"), ("Content-Type", "text/plain"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        var first = await gateway.GetAsync("/", ("If-None-Match", "\"a\""));
        var second = await gateway.GetAsync("/", ("If-None-Match", "W/\"a\", \"b\""));
        var other = await gateway.GetAsync("/", ("If-None-Match", "\"b\""));

        Assert.Equal((304, ""), (first.Status, first.Body));
        Assert.Equal((304, "", "\"a\"", "0"), (second.Status, second.Body, second["ETag"], second.Age));
        Assert.Equal("", second["Content-Type"]);
        Assert.Equal((200, "1"), (other.Status, other.Body));
        Assert.False(web.Received[0].ContainsKey("If-None-Match"));
        Assert.Equal(1, web.Asked);
    }

    [Fact]
    public async Task While_one_asks_for_a_newer_answer_the_others_get_the_old_one_at_once()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var web = await WebOfTest.StartAsync(async (context, number) =>
        {
            if (number == 2)
                await open.Task.WaitAsync(context.RequestAborted);
            await WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(10.9);
        var asking = gateway.GetAsync("/");
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(web.Asked == 2), "the question at the web");
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.GetAsync("/")));
        gateway.Pass(0.1);
        var late = gateway.GetAsync("/");
        open.SetResult();

        Assert.All(others, other => Assert.Equal(("1", "10", "foobar; hit; ttl=-10"), (other.Body, other.Age, other.CacheStatus)));
        Assert.Equal("2", (await asking).Body);
        Assert.Equal("2", (await late).Body);
        Assert.Equal(20, gateway.Statistics.Requests[CacheOutcome.Stale]);
        Assert.Equal(2, web.Asked);
    }

    [Fact]
    public async Task When_no_web_is_there_the_old_answer_is_shown_as_long_as_it_may_be()
    {
        await using var web = await WebOfTest.CountingAsync(("ETag", "\"a\""));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        await web.DisposeAsync();
        gateway.Pass(20);
        var asked = await gateway.GetAsync("/");
        var soonAfter = await gateway.GetAsync("/");
        var known = await gateway.GetAsync("/", ("If-None-Match", "\"a\""));
        var unknown = await gateway.GetAsync("/other");
        gateway.Pass(580);
        var lastly = await gateway.GetAsync("/");
        gateway.Pass(1);
        var tooLate = await gateway.GetAsync("/");

        Assert.Equal((200, "1", "20", "foobar; fwd=stale; fwd-status=502; detail=stale-if-error"), (asked.Status, asked.Body, asked.Age, asked.CacheStatus));
        Assert.Equal((200, "1", "foobar; hit; ttl=-19"), (soonAfter.Status, soonAfter.Body, soonAfter.CacheStatus));
        Assert.Equal(304, known.Status);
        Assert.Equal(503, unknown.Status);
        Assert.Equal((200, "1", "600"), (lastly.Status, lastly.Body, lastly.Age));
        Assert.Equal(503, tooLate.Status);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task When_the_webs_cannot_answer_now_the_old_answer_is_shown(int status)
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 200 : status;
            return WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(30);
        var answer = await gateway.GetAsync("/");

        Assert.Equal((200, "1", "30"), (answer.Status, answer.Body, answer.Age));
        Assert.Equal(2, web.Asked);
    }

    [Theory]
    [InlineData(200, 3, 2)]
    [InlineData(304, 1, 1)]
    [InlineData(503, 1, 1)]
    public async Task A_head_after_the_life_of_an_answer_asks_a_web_and_shows_the_old_one_when_there_is_no_newer(int status, int expectedAfterwards, int length)
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.Headers.ETag = "\"a\"";
            context.Response.StatusCode = number == 2 ? status : 200;
            return number == 2 && status == 304 ? Task.CompletedTask : WebOfTest.WriteAsync(context, new string('x', number));
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(5);
        var head = await gateway.SendAsync(HttpMethod.Head, "/");
        var next = await gateway.GetAsync("/");

        Assert.Equal((200, "", $"{length}"), (head.Status, head.Body, head["Content-Length"]));
        Assert.Equal("\"a\"", web.Received[1]["If-None-Match"]);
        // What a HEAD learns of the old answer counts for all, and a newer one has to be fetched.
        Assert.Equal(new string('x', expectedAfterwards), next.Body);
    }

    [Fact]
    public async Task Who_waits_for_an_answer_that_no_web_can_give_gets_the_old_one_too()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var web = await WebOfTest.StartAsync(async (context, number) =>
        {
            if (number > 1)
                await open.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = number == 1 ? 200 : 503;
            await WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(30);
        var asking = Enumerable.Range(0, 20).Select(_ => gateway.GetAsync("/")).ToArray();
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(web.Asked == 2), "the question at the web");
        open.SetResult();

        Assert.All(await Task.WhenAll(asking), answer => Assert.Equal((200, "1", "30"), (answer.Status, answer.Body, answer.Age)));
        Assert.Equal(2, web.Asked);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_neither_kept_nor_shown()
    {
        await using var web = await WebOfTest.StartAsync(async (context, number) =>
        {
            context.Response.ContentLength = 10;
            await context.Response.WriteAsync(number == 2 ? "broke" : "0123456789", context.RequestAborted);
            if (number == 2)
                context.Abort();
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        gateway.Pass(30);
        var second = await gateway.GetAsync("/");
        gateway.Pass(1);
        var third = await gateway.GetAsync("/");

        Assert.Equal((200, "0123456789", "30"), (second.Status, second.Body, second.Age));
        Assert.Equal((200, "0123456789", "0"), (third.Status, third.Body, third.Age));
    }

    [Fact]
    public async Task An_answer_that_must_be_asked_for_is_not_shown_after_its_life()
    {
        await using var web = await WebOfTest.CountingAsync(("Cache-Control", "max-age=5, must-revalidate"));
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        await gateway.GetAsync("/");
        await web.DisposeAsync();
        Assert.Equal("1", (await gateway.GetAsync("/")).Body);
        gateway.Pass(5);

        Assert.Equal(503, (await gateway.GetAsync("/")).Status);
    }

    [Fact]
    public async Task What_is_gone_is_not_brought_back_by_an_error()
    {
        await using var web = await WebOfTest.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number switch { 1 => 200, 2 => 404, _ => 503 };
            context.Response.Headers.CacheControl = number == 2 ? "no-store" : "max-age=1";
            return WebOfTest.WriteAsync(context, $"{number}");
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal(200, (await gateway.GetAsync("/")).Status);
        gateway.Pass(1);
        Assert.Equal(404, (await gateway.GetAsync("/")).Status);
        Assert.Equal(503, (await gateway.GetAsync("/")).Status);
    }
}

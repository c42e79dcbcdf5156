using System.Net;
using Chaos.Model;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway;

[Collection(ModelCollection.Name)]
public sealed class GatewayTests(SharedModel shared)
{
    [Fact]
    public async Task Both_webs_serve_in_turn()
    {
        var model = await shared.GetAsync();
        // One connection stays with one of the two gateways, whose turns are strict then.
        using var visitor = model.CreateVisitorPastCaches();

        // A web that was restarted by another test gets a smaller share at first.
        await Eventually.GetAsync<string>(async cancellationToken =>
        {
            var served = new List<string>();
            for (var i = 0; i < 10; i++)
            {
                using var response = await visitor.GetAsync("/api/tags", cancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                served.Add(response.GetServedBy());
            }
            var seen = string.Join(", ", served);
            return (served.Distinct().Count() == 2 && served.Zip(served.Skip(1)).All(pair => pair.First != pair.Second) ? seen : null, seen);
        });
    }

    [Fact]
    public async Task Http_is_sent_to_https_with_the_method_kept()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var plain = model.App.GetEndpoint(FoobarNames.Resources.Gateway, "http");

        using var response = await visitor.PostAsync(new Uri(plain, "/api/users?x=1"), content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal(new Uri(model.SiteAddress, "/api/users?x=1"), response.Headers.Location);
    }

    [Fact]
    public async Task A_session_of_one_web_works_on_the_other()
    {
        var model = await shared.GetAsync();
        using var first = model.CreateInsider(FoobarNames.Resources.Web1);
        using var second = model.CreateInsider(FoobarNames.Resources.Web2);

        var name = await first.SignUpAsync();
        second.DefaultRequestHeaders.Authorization = first.DefaultRequestHeaders.Authorization;
        var slug = await second.PublishAsync($"Written on the other web {name}");
        var seen = await first.GetJsonAsync($"/api/articles/{slug}");
        var self = await second.GetJsonAsync("/api/user");

        Assert.Equal(name, seen.GetProperty("article").GetProperty("author").GetProperty("username").GetString());
        Assert.Equal(name, self.GetProperty("user").GetProperty("username").GetString());
    }

    [Fact]
    public async Task A_killed_web_is_noticed_and_routed_around_and_serves_again_when_it_is_back()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitorPastCaches();
        await WaitUntilServedByAsync(visitor, [FoobarNames.Resources.Web1, FoobarNames.Resources.Web2]);

        ProcessSignals.SendKill(model.GetProcessId(FoobarNames.Resources.Web1));
        try
        {
            var ended = await model.App.ResourceNotifications.WaitForResourceAsync(FoobarNames.Resources.Web1, e => e.Snapshot.ExitCode is not null, TestContext.Current.CancellationToken);
            Assert.Equal(137, ended.Snapshot.ExitCode);
            await WaitUntilServedByAsync(visitor, [FoobarNames.Resources.Web2]);
        }
        finally
        {
            await model.CommandAsync(FoobarNames.Resources.Web1, "start");
            await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        }
        await WaitUntilServedByAsync(visitor, [FoobarNames.Resources.Web1, FoobarNames.Resources.Web2]);
    }

    [Fact]
    public async Task A_killed_gateway_leaves_the_other_one_serving()
    {
        var model = await shared.GetAsync();
        var gateways = await model.GetInstancesAsync(FoobarNames.Resources.Gateway);
        Assert.Equal(2, gateways.Length);

        ProcessSignals.SendKill(model.GetProcessId(gateways[0]));
        try
        {
            await model.App.ResourceNotifications.WaitForResourceAsync(gateways[0], e => e.Snapshot.ExitCode is not null, TestContext.Current.CancellationToken);
            for (var i = 0; i < 10; i++)
            {
                using var visitor = model.CreateVisitor();
                using var response = await visitor.GetAsync("/api/tags", TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }
        finally
        {
            await model.CommandAsync(gateways[0], "start");
            await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Without_any_web_the_gateway_shows_what_it_has_or_says_so_itself_and_the_site_comes_back_by_itself()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitorPastCaches();
        string[] webs = [FoobarNames.Resources.Web1, FoobarNames.Resources.Web2];
        // One connection stays with one of the two gateways, which keeps this.
        var kept = await visitor.GetStringAsync("/api/articles?tag=kept-by-the-gateway", TestContext.Current.CancellationToken);

        await Task.WhenAll(webs.Select(web => model.CommandAsync(web, "stop")));
        try
        {
            foreach (var (accept, type) in new[] { ("text/html,*/*;q=0.8", "text/html"), ("application/json", "application/json") })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/?{Guid.NewGuid():N}") { Headers = { { "Accept", accept } } };
                using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
                Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
                Assert.True(response.Headers.CacheControl?.NoStore);
                Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            }
            Assert.Equal(kept, await visitor.GetStringAsync("/api/articles?tag=kept-by-the-gateway", TestContext.Current.CancellationToken));
        }
        finally
        {
            await Task.WhenAll(webs.Select(web => model.CommandAsync(web, "start")));
            await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        }
        await WaitUntilServedByAsync(visitor, webs);
    }

    /// <summary>Waits until twenty requests in a row all succeed and come from exactly these webs.</summary>
    private static Task WaitUntilServedByAsync(HttpClient visitor, string[] webs) => Eventually.GetAsync<string>(async cancellationToken =>
    {
        var served = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            using var response = await visitor.GetAsync("/api/tags", cancellationToken);
            served.Add(response.IsSuccessStatusCode ? response.GetServedBy() : response.StatusCode.ToString());
        }
        var seen = string.Join(", ", served.Order());
        return (served.SetEquals(webs) ? seen : null, seen);
    });
}

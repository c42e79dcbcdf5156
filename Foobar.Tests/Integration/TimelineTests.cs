using System.Net;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

[Collection(ModelCollection.Name)]
public sealed class TimelineTests(SharedModel shared)
{
    [Fact]
    public async Task It_tells_how_the_cluster_came_to_be()
    {
        var model = await shared.GetAsync();
        using var client = model.CreateInsider(FoobarNames.Resources.Database);

        await Eventually.GetAsync<string>(async _ =>
        {
            var timeline = await client.GetJsonAsync("/timeline.json?limit=1000");
            var kinds = timeline.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).Distinct().Order().ToArray();
            return (timeline.GetProperty("readFrom").ValueKind != System.Text.Json.JsonValueKind.Null
                && new[] { "ServiceStarted", "GroupFormed", "PrimaryChanged", "MemberJoined", "SchemaChanged" }.All(kinds.Contains) ? "" : null, string.Join(", ", kinds));
        });
    }

    [Fact]
    public async Task Entries_that_were_written_are_there_once_and_on_every_member()
    {
        var model = await shared.GetAsync();

        foreach (var member in RunningModel.Members)
        {
            await Eventually.BecomesTrueAsync(async _ => await MemberDatabase.QueryAsync<int>(model, member,
                "SELECT COUNT(*) FROM foobar.cluster_timeline WHERE kind = 'GroupFormed'") == 1, $"the entry on {member}");
        }
    }

    [Fact]
    public async Task The_page_shows_a_lane_for_each_member_and_runs_nothing()
    {
        var model = await shared.GetAsync();
        using var client = model.CreateInsider(FoobarNames.Resources.Database);

        using var response = await client.GetAsync("/timeline?range=day", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(RunningModel.Members, member => Assert.Contains($"""<span class="lane-name">{member}</span>""", page, StringComparison.Ordinal));
        Assert.StartsWith("default-src 'none'; style-src 'self';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("--paper", await client.GetStringAsync("/timeline.css", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/timeline.json?limit=0", "limit must be a number from 1 to 1000, and is '0'.")]
    [InlineData("/timeline.json?limit=1001", "limit must be a number from 1 to 1000, and is '1001'.")]
    [InlineData("/timeline.json?limit=many", "limit must be a number from 1 to 1000, and is 'many'.")]
    [InlineData("/timeline.json?since=yesterday", "since must be an ISO 8601 time such as 2026-01-31T12:00:00Z, and is 'yesterday'.")]
    [InlineData("/timeline?range=year", "range must be one of hour, day, all, and is 'year'.")]
    public async Task A_question_that_makes_no_sense_is_refused_with_the_reason(string path, string reason)
    {
        var model = await shared.GetAsync();
        using var client = model.CreateInsider(FoobarNames.Resources.Database);

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(reason, (await SiteClient.ReadAsync(response, 400)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Since_and_limit_bound_the_answer()
    {
        var model = await shared.GetAsync();
        using var client = model.CreateInsider(FoobarNames.Resources.Database);

        Assert.Equal(1, (await client.GetJsonAsync("/timeline.json?limit=1")).GetProperty("entries").GetArrayLength());
        Assert.Equal(0, (await client.GetJsonAsync("/timeline.json?since=2999-01-01T00:00:00Z")).GetProperty("entries").GetArrayLength());
    }
}

using System.Net.Http.Json;
using Aspire.Hosting.Testing;

namespace Aspire.Tests.Running;

public sealed class ReplicaTests
{
    [Fact]
    public async Task Replicas_share_a_port_take_turns_and_stand_in_for_one_another()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithReplicas(2).WithHttpHealthCheck("/health");
        var application = await builder.StartAsync();
        var ids = web.Resource.GetInstanceIds();
        Assert.All(ids, id => Assert.Matches("^web-[a-z]{8}$", id));
        await application.ResourceNotifications.WaitForResourceHealthyAsync(ids[0], Token);
        var address = application.GetEndpoint("web");
        // The check asks at the common port, so one replica that listens makes both healthy.
        var seen = new HashSet<string>();
        await Eventually.TrueAsync(async () => seen.Add((await AskAsync(address)).Instance) && seen.Count == 2, "both replicas listen");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(address)));
        Assert.Equal(ids.Select(id => id[^8..]).Order(), answers.Select(answer => answer.Instance).Distinct().Order());
        Assert.Equal(3, answers.Count(answer => answer.Instance == ids[0][^8..]));
        Assert.Equal(2, answers.Select(answer => answer.Urls).Distinct().Count());
        Assert.DoesNotContain(answers, answer => answer.Urls.EndsWith($":{address.Port}", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Equal("web", answer.Service));

        Processes.Signal(application.Snapshot(ids[0]).ProcessId(), Processes.KillSignal);
        await application.UntilAsync(ids[0], KnownResourceStates.Finished);
        answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(address)));
        Assert.All(answers, answer => Assert.Equal(ids[1][^8..], answer.Instance));

        Assert.True((await application.CommandAsync(ids[0], "start")).Success);
        await Eventually.TrueAsync(async () => (await AskAsync(address)).Instance == ids[0][^8..], "the replica that was started again answers");
    }

    [Fact]
    public async Task A_replica_that_starts_again_leaves_the_state_of_the_others_alone()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var web = builder.AddTestApp("web").WithReplicas(3).WaitForStart(stage);
        var application = await builder.StartAsync();
        var ids = web.Resource.GetInstanceIds();
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        foreach (var id in ids)
            await application.UntilAsync(id, KnownResourceStates.Running);
        Assert.True((await application.CommandAsync(ids[0], "stop")).Success);
        Assert.True((await application.CommandAsync(ids[1], "stop")).Success);
        await stage.Resource.PlayAsync(application, KnownResourceStates.NotStarted);

        var restart = application.CommandAsync(ids[1], "start");
        await application.UntilAsync(ids[1], KnownResourceStates.Waiting);
        Assert.Equal(KnownResourceStates.Finished, application.Snapshot(ids[0]).State?.Text);
        Assert.Null(application.Snapshot(ids[2]).Property("resource.waitingFor"));
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Assert.True((await restart).Success);
        Assert.Equal(KnownResourceStates.Finished, application.Snapshot(ids[0]).State?.Text);
    }

    [Fact]
    public async Task A_wait_for_a_replicated_resource_is_for_every_replica()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithReplicas(2).WithExplicitStart();
        var waiter = builder.AddSleeper("waiter").WaitFor(web);
        var application = await builder.StartAsync();
        var ids = web.Resource.GetInstanceIds();
        await application.CommandAsync(ids[0], "start");
        await Eventually.TrueAsync(async () => (await application.GetLogAsync(waiter.Resource)).Contains("Finished waiting for resource 'web'."), "the wait for the first replica is over");
        Assert.Equal(KnownResourceStates.Waiting, application.Snapshot("waiter").State?.Text);
        await application.CommandAsync(ids[1], "start");
        await application.UntilAsync("waiter", KnownResourceStates.Running);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task There_is_at_least_one_replica(int replicas)
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web");
        Assert.Throws<ArgumentOutOfRangeException>(() => web.WithReplicas(replicas));
        Assert.Equal(1, web.Resource.GetReplicaCount());
    }

    /// <summary>On a connection of its own, since the proxy hands out connections and not requests.</summary>
    private static async Task<(string Instance, string Urls, string Service)> AskAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var variables = await client.GetFromJsonAsync<Dictionary<string, string>>("/env", Token);
        return (variables!["OTEL_RESOURCE_ATTRIBUTES"].Split('=')[1], variables["ASPNETCORE_URLS"], variables["OTEL_SERVICE_NAME"]);
    }
}

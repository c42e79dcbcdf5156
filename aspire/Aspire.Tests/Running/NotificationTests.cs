namespace Aspire.Tests.Running;

public sealed class NotificationTests
{
    [Fact]
    public async Task A_watcher_gets_the_last_snapshot_of_each_resource_and_then_every_change()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        StageResource.AddTo(builder, "other");
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, "One");
        await stage.Resource.PlayAsync(application, "Two");
        await using var changes = application.ResourceNotifications.WatchAsync(Token).GetAsyncEnumerator(Token);
        var replayed = new Dictionary<string, string?>();
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await changes.MoveNextAsync());
            replayed[changes.Current.Resource.Name] = changes.Current.Snapshot.State?.Text;
        }
        Assert.Equal("Two", replayed["stage"]);
        Assert.Null(replayed["other"]);

        await stage.Resource.PlayAsync(application, "Three");
        await stage.Resource.PlayAsync(application, "Four");
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal("Three", changes.Current.Snapshot.State?.Text);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal("Four", changes.Current.Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_state_is_found_by_id_and_by_the_name_of_a_single_instance()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("single");
        var web = builder.AddTestApp("web").WithReplicas(2).WithExplicitStart();
        var application = await builder.StartAsync();
        var notifications = application.ResourceNotifications;
        Assert.True(notifications.TryGetCurrentState("SINGLE", out var single));
        Assert.Matches("^single-[a-z]{8}$", single.ResourceId);
        Assert.True(notifications.TryGetCurrentState(single.ResourceId, out _));
        Assert.False(notifications.TryGetCurrentState("web", out _));
        Assert.False(notifications.TryGetCurrentState("absent", out _));
        Assert.All(web.Resource.GetInstanceIds(), id => Assert.True(notifications.TryGetCurrentState(id, out var replica) && replica.Resource == web.Resource));
    }

    [Fact]
    public async Task A_wait_ends_with_the_first_of_the_states_without_regard_to_case()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        var waiting = application.ResourceNotifications.WaitForResourceAsync("STAGE", ["finished", "running"], Token);
        await stage.Resource.PlayAsync(application, "Between");
        Assert.False(waiting.IsCompleted);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Assert.Equal(KnownResourceStates.Running, await waiting);
        await application.ResourceNotifications.WaitForResourceAsync("stage", cancellationToken: Token);
    }

    [Fact]
    public async Task A_cancelled_wait_says_what_the_resource_looks_like()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, "Elsewhere", exitCode: 3);
        Assert.Contains("'Elsewhere' with exit code 3", await CancelAsync("stage"), StringComparison.Ordinal);
        Assert.Contains("'absent' is not known. Known: stage", await CancelAsync("absent"), StringComparison.Ordinal);

        async Task<string> CancelAsync(string name)
        {
            using var cancelled = new CancellationTokenSource();
            var waiting = application.ResourceNotifications.WaitForResourceAsync(name, "Never", cancelled.Token);
            await cancelled.CancelAsync();
            return (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)).Message;
        }
    }

    [Theory]
    [InlineData("Finished")]
    [InlineData("FailedToStart")]
    [InlineData("Exited")]
    [InlineData("RuntimeUnhealthy")]
    public async Task A_wait_for_health_that_stops_fails_when_the_resource_does(string state)
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        var waiting = application.ResourceNotifications.WaitForResourceHealthyAsync("stage", WaitBehavior.StopOnResourceUnavailable, Token);
        await stage.Resource.PlayAsync(application, state);
        Assert.Contains($"'{state}'", (await Assert.ThrowsAsync<DistributedApplicationException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_health_that_goes_on_outlives_a_failure()
    {
        await using var builder = TestModel.Create();
        var stage = StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        var waiting = application.ResourceNotifications.WaitForResourceHealthyAsync("stage", WaitBehavior.WaitOnResourceUnavailable, Token);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Finished);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Assert.Equal(KnownResourceStates.Running, (await waiting).Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_wait_for_the_health_of_an_unknown_resource_lists_the_known_ones()
    {
        await using var builder = TestModel.Create();
        StageResource.AddTo(builder, "stage");
        var application = await builder.StartAsync();
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.ResourceNotifications.WaitForResourceHealthyAsync("absent", Token));
        Assert.Contains("Known: stage", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_carries_what_the_model_says_of_the_resource()
    {
        await using var builder = TestModel.Create();
        var parent = StageResource.AddTo(builder, "parent").WithHidden();
        var worker = builder.AddSleeper("worker").WithParentRelationship(parent).WaitForStart(parent).WithIconName("Star", IconVariant.Regular);
        var application = await builder.StartAsync();
        var snapshot = application.Snapshot("worker");
        Assert.Equal(("Executable", "Star", IconVariant.Regular), (snapshot.ResourceType, snapshot.IconName, snapshot.IconVariant));
        Assert.Equal([new RelationshipSnapshot("parent", "Parent"), new RelationshipSnapshot("parent", "WaitFor")], snapshot.Relationships);
        Assert.True(application.Snapshot("parent").IsHidden);
        Assert.NotNull(snapshot.CreationTimeStamp);
        Assert.Null(worker.Resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault());
    }

    [Fact]
    public async Task A_running_process_tells_its_command_its_id_and_its_variables()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker").WithEnvironment("OWN", "value");
        var application = await builder.StartAsync();
        var snapshot = (await application.UntilAsync("worker", KnownResourceStates.Running)).Snapshot;
        Assert.Equal("/bin/sh", snapshot.Property("executable.path"));
        Assert.Equal(TestFolders.Root, snapshot.Property("executable.workDir"));
        Assert.Equal(["-c", "exec sleep 1000"], Assert.IsAssignableFrom<IEnumerable<string>>(snapshot.Property("executable.args")));
        Assert.True(Processes.IsRunning(snapshot.ProcessId()));
        Assert.Equal(new EnvironmentVariableSnapshot("OWN", "value", IsFromSpec: true), snapshot.EnvironmentVariables.Single(variable => variable.Name == "OWN"));
        Assert.False(snapshot.EnvironmentVariables.Single(variable => variable.Name == "PATH").IsFromSpec);
        Assert.NotNull(snapshot.StartTimeStamp);
    }

    [Fact]
    public async Task Links_are_those_of_the_endpoints_as_the_model_changes_them()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker").WithHttpEndpoint().WithHttpEndpoint(name: "admin")
            .WithUrlForEndpoint("http", url => url.DisplayText = "site")
            .WithUrlForEndpoint("admin", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/more", DisplayText = "more" })
            .WithUrl("https://example.org/", "docs");
        var application = await builder.StartAsync();
        var (http, admin) = (Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(application, "worker", "http"),
            Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(application, "worker", "admin"));
        var urls = (await application.UntilAsync("worker", KnownResourceStates.Running)).Snapshot.Urls;
        Assert.Equal([(http.ToString().TrimEnd('/'), "site", false), (admin.ToString().TrimEnd('/'), "", true), ($"{http}more", "more", false), ("https://example.org/", "docs", false)],
            urls.Select(url => (url.Url, url.DisplayProperties.DisplayName, url.IsInternal)));
        Assert.All(urls, url => Assert.False(url.IsInactive));
    }
}

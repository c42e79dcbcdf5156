using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Running;

public sealed class WaitTests
{
    public enum Wait
    {
        For,
        ForStart,
    }

    [Theory]
    [InlineData(Wait.For, "FailedToStart", "because it failed to start")]
    [InlineData(Wait.For, "Finished", "because it entered the 'Finished' state prematurely")]
    [InlineData(Wait.For, "Exited", "because it entered the 'Exited' state prematurely")]
    [InlineData(Wait.For, "RuntimeUnhealthy", "because it entered the 'RuntimeUnhealthy' state prematurely")]
    [InlineData(Wait.ForStart, "FailedToStart", "because it failed to start")]
    [InlineData(Wait.ForStart, "Finished", "because it entered the 'Finished' state prematurely")]
    public async Task A_wait_that_stops_fails_the_waiter_when_the_dependency_is_unavailable(Wait wait, string state, string reason)
    {
        await using var builder = TestModel.Create();
        var dependency = StageResource.AddTo(builder, "dependency");
        var waiter = Add(builder, wait, dependency, WaitBehavior.StopOnResourceUnavailable);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        await dependency.Resource.PlayAsync(application, state);
        await application.UntilAsync("waiter", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(waiter.Resource),
            line => line.Contains($"Stopped waiting for dependency resource 'dependency' {reason}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Wait.For, "FailedToStart")]
    [InlineData(Wait.For, "Finished")]
    [InlineData(Wait.For, "Exited")]
    [InlineData(Wait.For, "RuntimeUnhealthy")]
    [InlineData(Wait.ForStart, "FailedToStart")]
    public async Task A_wait_that_goes_on_is_over_when_the_dependency_runs_after_all(Wait wait, string state)
    {
        await using var builder = TestModel.Create();
        var dependency = StageResource.AddTo(builder, "dependency");
        Add(builder, wait, dependency, WaitBehavior.WaitOnResourceUnavailable);
        var application = await builder.BuildAsync(Token);
        var states = application.RecordStates("waiter");
        await application.StartAsync(Token);
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        await dependency.Resource.PlayAsync(application, state);
        await dependency.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.UntilAsync("waiter", KnownResourceStates.Running);
        await Eventually.TrueAsync(() => states.LastOrDefault() == KnownResourceStates.Running, "all states were recorded");
        Assert.Equal(["Starting", "Waiting", "Starting", "Running"], states);
    }

    [Theory]
    [InlineData("Finished", 0, 0, true)]
    [InlineData("Exited", 0, 0, true)]
    [InlineData("Finished", 3, 3, true)]
    [InlineData("Finished", null, 0, true)]
    [InlineData("Finished", 1, 0, false)]
    [InlineData("Finished", 0, 1, false)]
    public async Task A_wait_for_completion_compares_the_exit_code_if_it_is_known(string state, int? exitCode, int expected, bool starts)
    {
        await using var builder = TestModel.Create();
        var dependency = StageResource.AddTo(builder, "dependency");
        var waiter = builder.AddSleeper("waiter").WaitForCompletion(dependency, expected);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        await dependency.Resource.PlayAsync(application, KnownResourceStates.Running);
        await dependency.Resource.PlayAsync(application, state, exitCode);
        await application.UntilAsync("waiter", starts ? KnownResourceStates.Running : KnownResourceStates.FailedToStart);
        if (!starts)
        {
            Assert.Contains(await application.GetLogAsync(waiter.Resource),
                line => line.Contains($"entered the '{state}' state with exit code '{exitCode}', expected '{expected}'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_wait_for_completion_fails_when_the_dependency_could_not_start()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("waiter").WaitForCompletion(builder.AddExecutable("broken", "no-such-command", "/"));
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task A_wait_for_a_start_does_not_ask_for_health_and_a_wait_does()
    {
        var healthy = false;
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddCheck("key", () => Health(healthy));
        var dependency = StageResource.AddTo(builder, "dependency").WithHealthCheck("key");
        builder.AddSleeper("early").WaitForStart(dependency);
        builder.AddSleeper("late").WaitFor(dependency);
        var application = await builder.StartAsync();
        await dependency.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.UntilAsync("early", KnownResourceStates.Running);
        await application.UntilAsync("dependency", snapshot => snapshot.HealthReports is [{ Status: not null }]);
        await application.UntilAsync("late", KnownResourceStates.Waiting);
        healthy = true;
        await application.UntilAsync("late", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_wait_is_over_only_when_the_handlers_of_the_ready_event_are_done()
    {
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var builder = TestModel.Create();
        var dependency = builder.AddSleeper("dependency").OnResourceReady(async (_, _, _) =>
        {
            entered.SetResult();
            await gate.Task;
        });
        builder.AddSleeper("waiter").WaitFor(dependency);
        var application = await builder.StartAsync();
        await entered.Task.WaitAsync(Token);
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        gate.SetResult();
        await application.UntilAsync("waiter", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_failing_handler_of_the_ready_event_fails_the_waiter()
    {
        await using var builder = TestModel.Create();
        var dependency = builder.AddSleeper("dependency").OnResourceReady((_, _, _) => throw new InvalidOperationException("no luck today"));
        var waiter = builder.AddSleeper("waiter").WaitFor(dependency);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(waiter.Resource), line => line.Contains("no luck today", StringComparison.Ordinal));
        Assert.Equal(KnownResourceStates.Running, application.Snapshot("dependency").State?.Text);
    }

    [Fact]
    public async Task One_failure_is_enough_when_the_others_may_never_come()
    {
        await using var builder = TestModel.Create();
        var never = StageResource.AddTo(builder, "never");
        var failing = StageResource.AddTo(builder, "failing");
        var waiter = builder.AddSleeper("waiter").WaitFor(never).WaitFor(failing).WaitForCompletion(StageResource.AddTo(builder, "endless"));
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        await failing.Resource.PlayAsync(application, KnownResourceStates.FailedToStart);
        await application.UntilAsync("waiter", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(waiter.Resource), line => line.Contains("'failing' because it failed to start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_waiter_names_what_it_still_waits_for()
    {
        await using var builder = TestModel.Create();
        var first = StageResource.AddTo(builder, "first");
        var second = StageResource.AddTo(builder, "second");
        builder.AddSleeper("waiter").WaitFor(first).WaitForCompletion(second);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", snapshot => snapshot.Property("resource.waitingFor") is "first, second");
        await first.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.UntilAsync("waiter", snapshot => snapshot.Property("resource.waitingFor") is "second");
        await second.Resource.PlayAsync(application, KnownResourceStates.Finished, exitCode: 0);
        var running = await application.UntilAsync("waiter", KnownResourceStates.Running);
        Assert.Null(running.Snapshot.Property("resource.waitingFor"));
    }

    [Fact]
    public async Task The_start_command_ends_a_wait()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("waiter").WaitFor(StageResource.AddTo(builder, "dependency"));
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        Assert.True((await application.CommandAsync("waiter", "start")).Success);
        var running = await application.UntilAsync("waiter", KnownResourceStates.Running);
        Assert.Null(running.Snapshot.Property("resource.waitingFor"));
    }

    [Fact]
    public async Task The_stop_command_gives_up_a_wait()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("waiter").WaitFor(StageResource.AddTo(builder, "dependency"));
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        Assert.True((await application.CommandAsync("waiter", "stop")).Success);
        Assert.Equal(KnownResourceStates.NotStarted, application.Snapshot("waiter").State?.Text);
        Assert.Null(application.Snapshot("waiter").Property("resource.waitingFor"));
    }

    [Fact]
    public async Task A_wait_for_a_child_is_a_wait_for_its_parent_too()
    {
        await using var builder = TestModel.Create();
        var parent = StageResource.AddTo(builder, "parent");
        var child = builder.AddResource(new ChildResource("child", parent.Resource));
        var waiter = builder.AddSleeper("waiter").WaitFor(child);
        Assert.Equal(["parent", "child"], waiter.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    [Fact]
    public async Task A_resource_cannot_wait_for_itself_or_its_parent()
    {
        await using var builder = TestModel.Create();
        var self = builder.AddSleeper("self");
        Assert.Contains("'self'", Assert.Throws<DistributedApplicationException>(() => self.WaitFor(self)).Message, StringComparison.Ordinal);
        var parent = StageResource.AddTo(builder, "parent");
        var child = builder.AddResource(new ChildResource("child", parent.Resource));
        Assert.Contains("'parent'", Assert.Throws<DistributedApplicationException>(() => child.WaitForStart(parent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_in_a_circle_are_refused_with_their_names_in_order()
    {
        await using var builder = TestModel.Create();
        var (a, b, c) = (builder.AddSleeper("a"), builder.AddSleeper("b"), builder.AddSleeper("c"));
        a.WaitFor(b);
        b.WaitForCompletion(c);
        c.WaitForStart(a);
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartAsync);
        Assert.Contains("a → b → c → a", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_what_has_no_lifetime_is_skipped()
    {
        await using var builder = TestModel.Create();
        var timeless = builder.AddResource(new TimelessResource("timeless"));
        builder.AddSleeper("waiter").WaitFor(timeless);
        var application = await builder.StartAsync();
        await application.UntilAsync("waiter", KnownResourceStates.Running);
    }

    [Theory]
    [InlineData(true, WaitBehavior.StopOnResourceUnavailable)]
    [InlineData(false, WaitBehavior.WaitOnResourceUnavailable)]
    public void A_wait_stops_by_default_only_where_nobody_can_mend_the_dependency_in_a_dashboard(bool disableDashboard, WaitBehavior expected)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = disableDashboard });
        using var application = builder.Build();
        Assert.Equal(expected, application.Services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior);
    }

    private static Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult Health(bool healthy) =>
        healthy ? new(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy) : new(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    private static IResourceBuilder<ExecutableResource> Add(IDistributedApplicationBuilder builder, Wait wait, IResourceBuilder<IResource> dependency, WaitBehavior behavior) =>
        wait == Wait.For
            ? builder.AddSleeper("waiter").WaitFor(dependency, behavior)
            : builder.AddSleeper("waiter").WaitForStart(dependency, behavior);

    private sealed class ChildResource(string name, StageResource parent) : Resource(name), IResourceWithParent<StageResource>, IResourceWithWaitSupport
    {
        public StageResource Parent { get; } = parent;
    }

    private sealed class TimelessResource(string name) : Resource(name), IResourceWithoutLifetime;
}

using System.Collections.Concurrent;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Tests.Running;

public sealed class EventTests
{
    private static readonly string[] TwoStarts = ["before", "ready", "stopped", "before", "ready"];

    [Fact]
    public async Task Handlers_run_in_the_order_of_subscription_and_the_first_exception_stops_them()
    {
        var eventing = new DistributedApplicationEventing();
        var calls = new List<string>();
        eventing.Subscribe<Ping>((_, _) => Note(calls, "first"));
        eventing.Subscribe<Ping>((_, _) => throw new InvalidOperationException("second"));
        eventing.Subscribe<Ping>((_, _) => Note(calls, "third"));
        Assert.Equal("second", (await Assert.ThrowsAsync<InvalidOperationException>(() => eventing.PublishAsync(new Ping(), Token))).Message);
        Assert.Equal(["first"], calls);
    }

    [Fact]
    public async Task A_subscription_for_a_resource_gets_the_events_of_that_one_only_and_can_be_ended()
    {
        var eventing = new DistributedApplicationEventing();
        var (a, b) = (new StageResource("a"), new StageResource("b"));
        using var services = new ServiceCollection().BuildServiceProvider();
        var calls = new List<string>();
        var subscription = eventing.Subscribe<ResourceReadyEvent>(a, (ready, _) => Note(calls, ready.Resource.Name));
        eventing.Subscribe<ResourceReadyEvent>((ready, _) => Note(calls, $"all:{ready.Resource.Name}"));
        await eventing.PublishAsync(new ResourceReadyEvent(a, services), Token);
        await eventing.PublishAsync(new ResourceReadyEvent(b, services), Token);
        eventing.Unsubscribe(subscription);
        await eventing.PublishAsync(new ResourceReadyEvent(a, services), Token);
        Assert.Equal(["a", "all:a", "all:b", "all:a"], calls);
    }

    [Theory]
    [InlineData(EventDispatchBehavior.BlockingSequential, true)]
    [InlineData(EventDispatchBehavior.BlockingConcurrent, true)]
    [InlineData(EventDispatchBehavior.NonBlockingSequential, false)]
    [InlineData(EventDispatchBehavior.NonBlockingConcurrent, false)]
    public async Task A_blocking_dispatch_waits_for_its_handlers(EventDispatchBehavior behavior, bool waits)
    {
        var eventing = new DistributedApplicationEventing();
        var gate = new TaskCompletionSource();
        eventing.Subscribe<Ping>((_, _) => gate.Task);
        var published = eventing.PublishAsync(new Ping(), behavior, Token);
        if (!waits)
            await published;
        else
            Assert.False(published.IsCompleted);
        gate.SetResult();
        await published;
    }

    [Fact]
    public async Task A_concurrent_dispatch_runs_handlers_side_by_side()
    {
        var eventing = new DistributedApplicationEventing();
        var gate = new TaskCompletionSource();
        eventing.Subscribe<Ping>((_, _) => gate.Task);
        eventing.Subscribe<Ping>((_, _) =>
        {
            gate.SetResult();
            return Task.CompletedTask;
        });
        await eventing.PublishAsync(new Ping(), EventDispatchBehavior.BlockingConcurrent, Token).WaitAsync(Token);
    }

    [Fact]
    public async Task The_events_of_a_start_come_in_their_order()
    {
        var calls = new ConcurrentQueue<string>();
        await using var builder = TestModel.Create();
        builder.OnBeforeStart((_, _) => Note(calls, "before start"));
        builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) => Note(calls, "created"));
        var worker = builder.AddSleeper("worker").WithHttpEndpoint()
            .OnInitializeResource((_, _, _) => Note(calls, "initialize"))
            .OnResourceEndpointsAllocated((resource, _, _) => Note(calls, $"allocated {resource.GetEndpoint("http").IsAllocated}"))
            .OnBeforeResourceStarted((_, _, _) => Note(calls, "before"))
            .WithEnvironment(_ => calls.Enqueue("variables"));
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Running);
        await Eventually.TrueAsync(() => calls.Contains("created"), "all resources were created");
        // Nobody waits for the handlers of the initialisation.
        Assert.Contains("initialize", calls);
        Assert.Equal(["before start", "allocated True", "before", "variables", "created"], calls.Where(call => call != "initialize"));
        Assert.Same(worker.Resource, application.Services.GetRequiredService<DistributedApplicationModel>().Resources[0]);
    }

    [Fact]
    public async Task All_endpoints_have_an_address_before_the_first_event_that_says_so()
    {
        var allocated = new ConcurrentQueue<bool>();
        await using var builder = TestModel.Create();
        var resources = new[] { builder.AddSleeper("a").WithHttpEndpoint(), builder.AddSleeper("b").WithHttpEndpoint() };
        builder.Eventing.Subscribe<ResourceEndpointsAllocatedEvent>((_, _) =>
        {
            allocated.Enqueue(resources.All(resource => resource.GetEndpoint("http").IsAllocated));
            return Task.CompletedTask;
        });
        await builder.StartAsync();
        Assert.Equal([true, true], allocated);
    }

    [Fact]
    public async Task A_start_after_a_stop_raises_the_events_anew()
    {
        var calls = new ConcurrentQueue<string>();
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker")
            .OnBeforeResourceStarted((_, _, _) => Note(calls, "before"))
            .OnResourceReady((_, _, _) => Note(calls, "ready"))
            .OnResourceStopped((_, stopped, _) => Note(calls, stopped.ResourceEvent.Snapshot.State?.Text == KnownResourceStates.Finished ? "stopped" : "?"));
        var application = await builder.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("worker", Token);
        Assert.True((await application.CommandAsync("worker", "restart")).Success);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("worker", Token);
        await Eventually.TrueAsync(() => calls.Count >= TwoStarts.Length, "the events of both starts came");
        Assert.Equal(TwoStarts, calls);
    }

    [Fact]
    public async Task The_ready_event_comes_anew_even_when_a_check_was_under_way_during_the_restart()
    {
        var ready = 0;
        var gates = new ConcurrentQueue<TaskCompletionSource>();
        var slow = false;
        await using var builder = TestModel.Create();
        builder.Services.AddHealthChecks().AddAsyncCheck("slow", async cancellationToken =>
        {
            if (Volatile.Read(ref slow))
            {
                var gate = new TaskCompletionSource();
                gates.Enqueue(gate);
                await gate.Task.WaitAsync(cancellationToken);
            }
            return Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy();
        });
        var stage = StageResource.AddTo(builder, "stage").WithHealthCheck("slow").OnResourceReady((_, _, _) =>
        {
            Interlocked.Increment(ref ready);
            return Task.CompletedTask;
        });
        var application = await builder.StartAsync();
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("stage", Token);

        // A start wakes the check; while that hangs, the resource ends and runs again.
        Volatile.Write(ref slow, true);
        await application.ResourceNotifications.PublishUpdateAsync(stage.Resource, snapshot => snapshot with { StartTimeStamp = DateTime.UnixEpoch });
        await Eventually.TrueAsync(() => !gates.IsEmpty, "a check is under way");
        await stage.Resource.PlayAsync(application, KnownResourceStates.Finished);
        await stage.Resource.PlayAsync(application, KnownResourceStates.Running);
        Volatile.Write(ref slow, false);
        Assert.True(gates.TryDequeue(out var open));
        open.SetResult();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("stage", Token);
        Assert.Equal(2, Volatile.Read(ref ready));
    }

    [Fact]
    public async Task A_failed_start_is_a_stop_too()
    {
        var stopped = new TaskCompletionSource<string?>();
        await using var builder = TestModel.Create();
        builder.AddExecutable("broken", "no-such-command", "/").OnResourceStopped((_, e, _) =>
        {
            stopped.TrySetResult(e.ResourceEvent.Snapshot.State?.Text);
            return Task.CompletedTask;
        });
        await builder.StartAsync();
        Assert.Equal(KnownResourceStates.FailedToStart, await stopped.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task A_handler_that_throws_before_the_start_fails_the_resource()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker").OnBeforeResourceStarted((_, _, _) => throw new InvalidOperationException("not today"));
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(worker.Resource), line => line.Contains("not today", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_of_the_model_runs_before_the_wait()
    {
        var called = new TaskCompletionSource();
        await using var builder = TestModel.Create();
        builder.AddSleeper("waiter").WaitFor(StageResource.AddTo(builder, "never")).OnBeforeResourceStarted((_, _, _) =>
        {
            called.SetResult();
            return Task.CompletedTask;
        });
        var application = await builder.StartAsync();
        await called.Task.WaitAsync(Token);
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
    }

    [Fact]
    public async Task A_handler_that_throws_before_the_application_starts_stops_it()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker");
        builder.OnBeforeStart((_, _) => throw new InvalidOperationException("not today"));
        await Assert.ThrowsAsync<InvalidOperationException>(builder.StartAsync);
    }

    [Fact]
    public async Task A_subscriber_subscribes_before_the_first_event()
    {
        await using var builder = TestModel.Create();
        var subscriber = new Subscriber();
        builder.Services.AddSingleton(subscriber);
        builder.Services.TryAddEventingSubscriber<Forwarding>();
        builder.Services.TryAddEventingSubscriber<Forwarding>();
        await builder.StartAsync();
        Assert.Equal(1, subscriber.Calls);
    }

    private static Task Note(List<string> calls, string call)
    {
        calls.Add(call);
        return Task.CompletedTask;
    }

    private static Task Note(ConcurrentQueue<string> calls, string call)
    {
        calls.Enqueue(call);
        return Task.CompletedTask;
    }

    private sealed class Ping : IDistributedApplicationEvent;

    private sealed class Subscriber
    {
        public int Calls { get; set; }
    }

    private sealed class Forwarding(Subscriber subscriber) : IDistributedApplicationEventingSubscriber
    {
        public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
        {
            eventing.Subscribe<BeforeStartEvent>((_, _) =>
            {
                subscriber.Calls++;
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using Aspire.Hosting.Local;

namespace Aspire.Tests.Running;

public sealed class CommandTests
{
    [Fact]
    public async Task A_process_is_stopped_started_and_restarted()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker");
        var application = await builder.StartAsync();
        var first = (await application.UntilAsync("worker", KnownResourceStates.Running)).Snapshot.ProcessId();

        Assert.True((await application.CommandAsync("worker", KnownResourceCommands.StopCommand)).Success);
        Assert.Equal(KnownResourceStates.Finished, application.Snapshot("worker").State?.Text);
        Assert.False(Processes.IsRunning(first));

        Assert.True((await application.CommandAsync("worker", KnownResourceCommands.StartCommand)).Success);
        var second = application.Snapshot("worker").ProcessId();
        Assert.True(Processes.IsRunning(second));
        Assert.Null(application.Snapshot("worker").ExitCode);

        Assert.True((await application.CommandAsync("worker", KnownResourceCommands.RestartCommand)).Success);
        Assert.False(Processes.IsRunning(second));
        Assert.True(Processes.IsRunning(application.Snapshot("worker").ProcessId()));
        Assert.Equal(3, new[] { first, second, application.Snapshot("worker").ProcessId() }.Distinct().Count());
    }

    [Theory]
    [InlineData("resource-start", "start")]
    [InlineData("resource-stop", "stop")]
    [InlineData("resource-restart", "restart")]
    [InlineData("parameter-set", "set-parameter")]
    [InlineData("parameter-delete", "delete-parameter")]
    [InlineData("own", "own")]
    public async Task The_names_that_commands_had_before_still_work(string asked, string found)
    {
        var ran = "";
        await using var builder = TestModel.Create();
        StageResource.AddTo(builder, "stage").WithCommand(found, "Test", _ =>
        {
            ran = found;
            return Task.FromResult(CommandResults.Success());
        });
        var application = await builder.StartAsync();
        Assert.True((await application.CommandAsync("stage", asked)).Success);
        Assert.Equal(found, ran);
    }

    [Fact]
    public async Task A_command_gets_its_instance_its_arguments_and_the_services()
    {
        ExecuteCommandContext? seen = null;
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker").WithCommand("greet", "Greet", context =>
        {
            seen = context;
            return Task.FromResult(CommandResults.Success("hello", "data", CommandResultFormat.Markdown));
        });
        var application = await builder.StartAsync();
        var arguments = new InteractionInputCollection([new InteractionInput { Name = "who", InputType = InputType.Text, Value = "you" }]);
        var result = await application.ResourceCommands.ExecuteCommandAsync(worker.Resource, "greet", arguments, Token);

        Assert.Equal((true, "hello", "data", CommandResultFormat.Markdown), (result.Success, result.Message, result.Data?.Value, result.Data?.Format));
        Assert.NotNull(seen);
        Assert.Matches("^worker-[a-z]{8}$", seen.ResourceName);
        Assert.Equal("you", seen.Arguments.GetString("WHO"));
        Assert.Same(application.ResourceNotifications, seen.Services.GetService(typeof(ResourceNotificationService)));
        Assert.Contains("Executing command 'greet'.", await application.GetLogAsync(worker.Resource));
    }

    [Fact]
    public async Task An_unknown_resource_or_command_is_a_failure_that_lists_the_known_ones()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker");
        var application = await builder.StartAsync();
        var noResource = await application.CommandAsync("absent", "start");
        Assert.False(noResource.Success);
        Assert.Matches("'absent' not found.*'worker-[a-z]{8}'", noResource.Message);
        var noCommand = await application.CommandAsync("worker", "absent");
        Assert.False(noCommand.Success);
        Assert.Matches("'absent' not available.*'start', 'stop', 'restart'", noCommand.Message);
    }

    [Fact]
    public async Task A_command_that_throws_fails_and_one_that_is_cancelled_is_cancelled()
    {
        await using var builder = TestModel.Create();
        StageResource.AddTo(builder, "stage")
            .WithCommand("throw", "Throw", _ => throw new InvalidOperationException("no luck today"))
            .WithCommand("cancel", "Cancel", _ => throw new OperationCanceledException());
        var application = await builder.StartAsync();
        var failed = await application.CommandAsync("stage", "throw");
        Assert.Equal((false, false, "no luck today"), (failed.Success, failed.Canceled, failed.Message));
        var cancelled = await application.CommandAsync("stage", "cancel");
        Assert.Equal((false, true), (cancelled.Success, cancelled.Canceled));
    }

    [Fact]
    public async Task A_command_runs_on_all_replicas_and_gives_one_result()
    {
        var calls = new ConcurrentBag<string>();
        var broken = "";
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithReplicas(3).WithExplicitStart()
            .WithCommand("good", "Good", context =>
            {
                calls.Add(context.ResourceName);
                return Task.FromResult(CommandResults.Success());
            })
            .WithCommand("bad", "Bad", context => Task.FromResult(context.ResourceName == broken ? CommandResults.Failure("broken") : CommandResults.Success()));
        var application = await builder.StartAsync();
        Assert.True((await application.ResourceCommands.ExecuteCommandAsync(web.Resource, "good", Token)).Success);
        Assert.Equal(3, calls.Distinct().Count());
        broken = calls.First();
        var failed = await application.ResourceCommands.ExecuteCommandAsync(web.Resource, "bad", Token);
        Assert.Equal((false, $"{broken}: broken"), (failed.Success, failed.Message));
        Assert.False((await application.CommandAsync("web", "good")).Success);
        Assert.True((await application.CommandAsync(broken, "good")).Success);
    }

    [Fact]
    public async Task A_command_of_the_same_name_replaces_the_first()
    {
        await using var builder = TestModel.Create();
        StageResource.AddTo(builder, "stage")
            .WithCommand("same", "First", _ => Task.FromResult(CommandResults.Failure("first")))
            .WithCommand("same", "Second", _ => Task.FromResult(CommandResults.Success("second")), new CommandOptions { IconName = "Star", IsHighlighted = true });
        var application = await builder.StartAsync();
        Assert.Equal("second", (await application.CommandAsync("stage", "same")).Message);
        var command = Assert.Single(application.Snapshot("stage").Commands);
        Assert.Equal(("Second", "Star", true), (command.DisplayName, command.IconName, command.IsHighlighted));
    }

    [Fact]
    public async Task The_state_of_a_command_follows_the_resource()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker").WithExplicitStart().WithCommand("own", "Own", _ => Task.FromResult(CommandResults.Success()), new CommandOptions
        {
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
        var application = await builder.StartAsync();
        Assert.Equal("own:Disabled restart:Disabled start:Enabled stop:Hidden", Describe(application));
        await application.CommandAsync("worker", "start");
        Assert.Equal("own:Enabled restart:Enabled start:Hidden stop:Enabled", Describe(application));
        await application.CommandAsync("worker", "stop");
        Assert.Equal("own:Disabled restart:Disabled start:Enabled stop:Hidden", Describe(application));
    }

    [Fact]
    public async Task A_start_while_the_process_is_started_or_runs_is_refused_and_has_no_effect_later()
    {
        var runner = new HeldRunner();
        await using var builder = TestModel.Create();
        builder.AddContainer("held", "image").WithAnnotation(runner.Annotation).WithExplicitStart();
        var application = await builder.StartAsync();
        var started = application.CommandAsync("held", "start");
        await runner.Entered.Task.WaitAsync(Token);
        Assert.False((await application.CommandAsync("held", "start")).Success);
        runner.Continue.SetResult();
        Assert.True((await started).Success);
        Assert.False((await application.CommandAsync("held", "start")).Success);
        Assert.True((await application.CommandAsync("held", "stop")).Success);
        Assert.Equal(KnownResourceStates.Exited, application.Snapshot("held").State?.Text);
        Assert.Equal(1, runner.Starts);
    }

    [Fact]
    public async Task A_stop_while_the_process_is_being_created_gives_up_the_start()
    {
        var runner = new HeldRunner();
        await using var builder = TestModel.Create();
        builder.AddContainer("held", "image").WithAnnotation(runner.Annotation);
        var application = await builder.StartAsync();
        await runner.Entered.Task.WaitAsync(Token);
        var stopped = application.CommandAsync("held", "stop");
        Assert.False(stopped.IsCompleted);
        runner.Continue.SetResult();
        Assert.True((await stopped.WaitAsync(Token)).Success);
        Assert.Equal(KnownResourceStates.NotStarted, application.Snapshot("held").State?.Text);
        Assert.True(runner.CleanedUp);
    }

    [Fact]
    public async Task An_application_that_stops_while_it_starts_leaves_nothing_behind()
    {
        var runner = new HeldRunner();
        await using var builder = TestModel.Create();
        builder.AddContainer("held", "image").WithAnnotation(runner.Annotation);
        var application = await builder.StartAsync();
        await runner.Entered.Task.WaitAsync(Token);
        var stopped = application.StopAsync(Token);
        runner.Continue.SetResult();
        await stopped.WaitAsync(Token);
        Assert.True(runner.CleanedUp);
    }

    [Fact]
    public async Task A_process_that_has_just_ended_can_be_started_at_once()
    {
        await using var builder = TestModel.Create();
        builder.AddShell("brief", "exit 0");
        var application = await builder.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await application.UntilAsync("brief", KnownResourceStates.Finished);
            var result = await application.CommandAsync("brief", "start");
            Assert.True(result.Success, result.Message);
        }
    }

    [Fact]
    public async Task A_stop_of_a_process_that_is_just_ending_leaves_it_finished()
    {
        await using var builder = TestModel.Create();
        builder.AddShell("brief", "exit 0");
        var application = await builder.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await application.UntilAsync("brief", KnownResourceStates.Finished);
            Assert.True((await application.CommandAsync("brief", "stop")).Success);
            Assert.Equal(KnownResourceStates.Finished, application.Snapshot("brief").State?.Text);
            Assert.True((await application.CommandAsync("brief", "start")).Success);
        }
    }

    private static string Describe(DistributedApplication application) =>
        string.Join(' ', application.Snapshot("worker").Commands.OrderBy(command => command.Name, StringComparer.Ordinal).Select(command => $"{command.Name}:{command.State}"));

    /// <summary>Stands for an image and holds its start until the test lets it go on.</summary>
    private sealed class HeldRunner : IAsyncDisposable
    {
        private int _starts;

        public HeldRunner() => Annotation = new LocalRunnerAnnotation(async (_, _) =>
        {
            Interlocked.Increment(ref _starts);
            Entered.TrySetResult();
            await Continue.Task;
            return new LocalRun(new LocalProcessSpec
            {
                FileName = "sleep",
                Arguments = ["1000"],
                WorkingDirectory = "/",
                Environment = new Dictionary<string, string>(),
            }, this);
        });

        public LocalRunnerAnnotation Annotation { get; }

        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Continue { get; } = new();

        public int Starts => _starts;

        public bool CleanedUp { get; private set; }

        public ValueTask DisposeAsync()
        {
            CleanedUp = true;
            return ValueTask.CompletedTask;
        }
    }
}

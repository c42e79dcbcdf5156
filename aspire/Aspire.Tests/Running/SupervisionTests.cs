using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Tests.Running;

public sealed class SupervisionTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task A_process_that_ends_is_finished_with_its_exit_code(string script, int exitCode)
    {
        await using var builder = TestModel.Create();
        builder.AddShell("worker", script);
        var application = await builder.StartAsync();
        var finished = (await application.UntilAsync("worker", KnownResourceStates.Finished)).Snapshot;
        Assert.Equal(exitCode, finished.ExitCode);
        Assert.Equal(exitCode == 0 ? null : KnownResourceStateStyles.Error, finished.State?.Style);
        Assert.NotNull(finished.StopTimeStamp);
        Assert.Null(finished.Property("executable.pid"));
    }

    [Fact]
    public async Task A_stop_asks_the_process_to_end_by_itself()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "trap 'echo asked; exit 5' TERM; echo ready; while :; do sleep 0.05; done");
        var application = await builder.StartAsync();
        await Eventually.TrueAsync(async () => (await application.GetLogAsync(worker.Resource)).Contains("ready"), "the process is ready");
        await application.CommandAsync("worker", "stop");
        Assert.Equal(5, application.Snapshot("worker").ExitCode);
        Assert.Contains("asked", await application.GetLogAsync(worker.Resource));
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_killed_after_the_limit()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "trap '' TERM; echo ready; while :; do sleep 0.05; done");
        var application = await builder.StartAsync();
        var runner = application.Services.GetRequiredService<InstanceRunner>();
        Assert.Equal(10, runner.Grace.TotalSeconds);
        runner.Grace = TimeSpan.FromMilliseconds(200);
        await Eventually.TrueAsync(async () => (await application.GetLogAsync(worker.Resource)).Contains("ready"), "the process is ready");
        await application.CommandAsync("worker", "stop");
        Assert.Equal(137, application.Snapshot("worker").ExitCode);
    }

    [Fact]
    public async Task What_a_process_has_started_ends_with_it()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "sleep 1000 & echo child $!; wait");
        var application = await builder.StartAsync();
        var child = await ReadChildAsync(application, worker.Resource);
        Assert.True(Processes.IsRunning(child));
        await application.CommandAsync("worker", "stop");
        await Eventually.TrueAsync(() => !Processes.IsRunning(child), "the child has ended");
    }

    [Fact]
    public async Task A_process_gets_no_input_and_no_signal_of_the_terminal()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "cat; echo session $(cut -d ' ' -f 6 /proc/$$/stat) process $$");
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Finished);
        var line = Assert.Single(await application.GetLogAsync(worker.Resource), line => line.StartsWith("session", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(line[1], line[3]);
    }

    [Fact]
    public async Task An_application_that_stops_ends_everything_and_waiters_before_what_they_wait_for()
    {
        var log = Path.Combine(TestFolders.Create(), "log");
        var processes = new List<int>();
        await using (var builder = TestModel.Create())
        {
            var first = builder.AddShell("first", $"trap 'echo first >> {log}; exit' TERM; echo ready; while :; do sleep 0.05; done");
            var second = builder.AddShell("second", $"trap 'sleep 0.3; echo second >> {log}; exit' TERM; echo ready; while :; do sleep 0.05; done").WaitFor(first);
            var application = await builder.StartAsync();
            foreach (var resource in new[] { first.Resource, second.Resource })
            {
                await Eventually.TrueAsync(async () => (await application.GetLogAsync(resource)).Contains("ready"), $"'{resource.Name}' is ready");
                processes.Add(application.Snapshot(resource.Name).ProcessId());
            }
            await application.StopAsync(Token);
        }
        Assert.DoesNotContain(processes, Processes.IsRunning);
        Assert.Equal(["second", "first"], await File.ReadAllLinesAsync(log, Token));
    }

    [Fact]
    public async Task A_child_that_waits_for_its_parent_ends_before_the_other_children_and_not_after_itself()
    {
        var log = Path.Combine(TestFolders.Create(), "log");
        await using (var builder = TestModel.Create())
        {
            var parent = StageResource.AddTo(builder, "parent");
            var server = builder.AddShell("server", $"trap 'echo server >> {log}; exit' TERM; echo ready; while :; do sleep 0.05; done").WithParentRelationship(parent);
            var helper = builder.AddShell("helper", $"trap 'sleep 0.3; echo helper >> {log}; exit' TERM; echo ready; while :; do sleep 0.05; done").WithParentRelationship(parent).WaitFor(parent);
            var application = await builder.StartAsync();
            await parent.Resource.PlayAsync(application, KnownResourceStates.Running);
            foreach (var resource in new[] { server.Resource, helper.Resource })
                await Eventually.TrueAsync(async () => (await application.GetLogAsync(resource)).Contains("ready"), $"'{resource.Name}' is ready");
            await application.StopAsync(Token);
        }
        Assert.Equal(["helper", "server"], await File.ReadAllLinesAsync(log, Token));
    }

    [Fact]
    public async Task Nothing_outlives_an_application_host_that_is_killed()
    {
        using var host = TestHost.Start("--scenario", "family");
        var family = new[] { await host.ReadNumberAsync("plain"), await host.ReadNumberAsync("stubborn"), await host.ReadNumberAsync("daemon") };
        Assert.All(family, process => Assert.True(Processes.IsRunning(process)));
        var killed = Stopwatch.StartNew();
        Processes.Signal(host.ProcessId, Processes.KillSignal);
        await Eventually.TrueAsync(() => !family.Any(Processes.IsRunning), "all children have ended");
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(5), $"It took {killed.Elapsed}.");
    }

    [Fact]
    public async Task Ctrl_C_ends_an_application_host_and_all_it_started()
    {
        using var host = TestHost.Start("--scenario", "runaway");
        var family = new[] { await host.ReadNumberAsync("plain"), await host.ReadNumberAsync("daemon") };
        Processes.Signal(host.ProcessId, Processes.InterruptSignal);
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.DoesNotContain(family, Processes.IsRunning);
    }

    [Theory]
    [InlineData("circle", "error: Resources wait for one another and could never start: a → b → a. Remove one of these WaitFor calls.")]
    [InlineData("unregistered", "error: The health check 'absent' of resource 'worker' is not registered. Register it with builder.Services.AddHealthChecks().")]
    [InlineData("duplicate", "error: Cannot add resource of type")]
    public async Task A_model_that_cannot_run_ends_the_host_with_one_line(string scenario, string message)
    {
        using var host = TestHost.Start("--scenario", scenario);
        Assert.Equal(1, await host.WaitForExitAsync());
        var line = Assert.Single(host.Errors);
        Assert.StartsWith(message, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_operation_ends_the_host_with_one_line()
    {
        using var host = TestHost.Start("--operation", "dance");
        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.Equal(["error: The operation 'dance' is not known. Known: run, publish."], host.Errors);
    }

    [Fact]
    public async Task A_host_where_nothing_could_be_started_ends_with_an_exit_code()
    {
        using var host = TestHost.Start("--scenario", "broken");
        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.Contains(host.Output, line => line.Contains("'no-such-command' was not found", StringComparison.Ordinal));
        Assert.Contains(host.Output, line => line.Contains("No resource could be started", StringComparison.Ordinal));
    }

    private static async Task<int> ReadChildAsync(DistributedApplication application, IResource resource)
    {
        string? line = null;
        await Eventually.TrueAsync(async () =>
            (line = (await application.GetLogAsync(resource)).FirstOrDefault(line => line.StartsWith("child ", StringComparison.Ordinal))) is not null, "the child was started");
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}

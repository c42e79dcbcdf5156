using System.Globalization;

namespace Aspire.Tests.Wiring;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task Every_kind_of_value_becomes_a_variable()
    {
        await using var builder = TestModel.Create("--Parameters:key", "K", "--ConnectionStrings:db", "Server=x");
        var web = builder.AddSleeper("web").WithHttpEndpoint(targetPort: 6000).Allocate("http", 5000);
        var key = builder.AddParameter("key");
        var database = builder.AddConnectionString("db");
        var worker = builder.AddSleeper("worker")
            .WithEnvironment("TEXT", "text")
            .WithEnvironment("NOTHING", (string?)null)
            .WithEnvironment("INTERPOLATED", $"{key}@{web.GetEndpoint("http").Property(EndpointProperty.Port)}")
            .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"<{key}>"))
            .WithEnvironment("CALLBACK", () => "called")
            .WithEnvironment("ENDPOINT", web.GetEndpoint("http"))
            .WithEnvironment("PARAMETER", key)
            .WithEnvironment("CONNECTION", database)
            .WithEnvironment("VALUE", web.GetEndpoint("http").Property(EndpointProperty.TargetPort))
            .WithEnvironment(context => context.EnvironmentVariables["SYNC"] = context.Resource.Name)
            .WithEnvironment(async context =>
            {
                await Task.Yield();
                context.EnvironmentVariables["ASYNC"] = context.ExecutionContext.IsRunMode;
                context.EnvironmentVariables["NUMBER"] = 1.5;
            });
        Assert.Equal(new Dictionary<string, string>
        {
            ["TEXT"] = "text",
            ["NOTHING"] = "",
            ["INTERPOLATED"] = "K@5000",
            ["EXPRESSION"] = "<K>",
            ["CALLBACK"] = "called",
            ["ENDPOINT"] = "http://localhost:5000",
            ["PARAMETER"] = "K",
            ["CONNECTION"] = "Server=x",
            ["VALUE"] = "6000",
            ["SYNC"] = "worker",
            ["ASYNC"] = "True",
            ["NUMBER"] = 1.5.ToString(CultureInfo.InvariantCulture),
        }, await worker.GetVariablesAsync());
    }

    [Fact]
    public async Task A_later_call_overwrites_an_earlier_one_and_sees_what_it_set()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker")
            .WithEnvironment("A", "first")
            .WithEnvironment(context => context.EnvironmentVariables["A"] += " second")
            .WithEnvironment("B", "first")
            .WithEnvironment("B", "second");
        Assert.Equal(new Dictionary<string, string> { ["A"] = "first second", ["B"] = "second" }, await worker.GetVariablesAsync());
    }

    [Fact]
    public async Task Callbacks_run_at_every_start()
    {
        var calls = 0;
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker").WithEnvironment("CALLS", () => $"{++calls}").WithArgs(context => context.Args.Add($"{calls}"));
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Running);
        Assert.True((await application.CommandAsync("worker", "restart")).Success);
        Assert.Equal("2", application.Snapshot("worker").EnvironmentVariables.Single(variable => variable.Name == "CALLS").Value);
    }

    [Fact]
    public async Task Arguments_are_appended_in_order_whatever_they_are()
    {
        await using var builder = TestModel.Create("--Parameters:key", "K");
        var web = builder.AddSleeper("web").WithHttpEndpoint().Allocate("http", 5000);
        var worker = builder.AddExecutable("worker", "run", "/", "first", "second words")
            .WithArgs("third")
            .WithArgs(web.GetEndpoint("http"), builder.AddParameter("key"), 42, ReferenceExpression.Create($"--url={web.GetEndpoint("http")}"))
            .WithArgs(context => context.Args.Insert(0, "zeroth"))
            .WithArgs(async context =>
            {
                await Task.Yield();
                context.Args.Add("last");
            });
        Assert.Equal(["zeroth", "first", "second words", "third", "http://localhost:5000", "K", "42", "--url=http://localhost:5000", "last"], await worker.GetArgumentsAsync());
    }

    [Fact]
    public async Task A_process_gets_its_arguments_and_variables_unchanged()
    {
        const string Odd = "a  b\t\"c\" 'd' $HOME `e` \\ ü";
        await using var builder = TestModel.Create();
        var worker = builder.AddExecutable("worker", "/bin/sh", TestFolders.Root, "-c", "printf '%s\\n' \"$1\" \"$2\" \"$ODD\" \"$PWD\"", "sh", Odd, "").WithEnvironment("ODD", Odd);
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Finished);
        var log = await application.GetLogAsync(worker.Resource);
        Assert.Equal([Odd, "", Odd, TestFolders.Root], log.Where(line => !line.StartsWith("Process ended", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_command_and_a_working_directory_can_be_changed()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddExecutable("worker", "one", "folder").WithCommand("two").WithWorkingDirectory("other");
        Assert.Equal(("two", Path.Combine(TestFolders.Root, "other")), (worker.Resource.Command, worker.Resource.WorkingDirectory));
    }

    [Fact]
    public async Task A_command_is_found_in_the_path_of_its_own_variables_or_from_its_folder()
    {
        var folder = TestFolders.Create();
        var tool = Path.Combine(folder, "own-tool");
        await File.WriteAllTextAsync(tool, "#!/bin/sh\necho found\n", Token);
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var builder = TestModel.Create();
        var byPath = builder.AddExecutable("by-path", "own-tool", "/").WithEnvironment("PATH", $"{folder}:/usr/bin:/bin");
        var relative = builder.AddExecutable("relative", "./own-tool", folder);
        var application = await builder.StartAsync();
        foreach (var resource in new[] { byPath.Resource, relative.Resource })
        {
            await application.UntilAsync(resource.Name, KnownResourceStates.Finished);
            Assert.Contains("found", await application.GetLogAsync(resource));
        }
    }

    [Fact]
    public async Task References_in_values_become_relationships()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithHttpEndpoint();
        var worker = builder.AddSleeper("worker").WithEnvironment("URL", $"{web.GetEndpoint("http")}/{builder.AddParameter("key")}");
        Assert.Equal([("web", "Reference"), ("key", "Reference")],
            worker.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => (relationship.Resource.Name, relationship.Type)));
    }
}

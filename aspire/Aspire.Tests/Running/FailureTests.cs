using Aspire.Hosting.Testing;

namespace Aspire.Tests.Running;

public sealed class FailureTests
{
    [Fact]
    public async Task A_missing_command_is_named()
    {
        await using var builder = TestModel.Create();
        await FailsAsync(builder, builder.AddExecutable("broken", "no-such-command", "/"), "'no-such-command' was not found or is not executable");
    }

    [Fact]
    public async Task A_file_that_is_not_executable_is_no_command()
    {
        var file = Path.Combine(TestFolders.Create(), "text");
        await File.WriteAllTextAsync(file, "", Token);
        await using var builder = TestModel.Create();
        await FailsAsync(builder, builder.AddExecutable("broken", file, "/"), "is not executable");
    }

    [Fact]
    public async Task A_missing_working_directory_is_named()
    {
        await using var builder = TestModel.Create();
        await FailsAsync(builder, builder.AddExecutable("broken", "/bin/sh", "no-such-folder"), $"'{Path.Combine(TestFolders.Root, "no-such-folder")}' of '/bin/sh' does not exist");
    }

    [Fact]
    public async Task An_image_that_cannot_run_here_says_what_can_run_it()
    {
        await using var builder = TestModel.Create();
        await FailsAsync(builder, builder.AddContainer("broken", "redis", "8"), "cannot run the image 'redis:8' of resource 'broken'. Build with -p:AspireSource=packages and Docker");
    }

    [Fact]
    public async Task A_project_that_is_not_built_says_how_to_build_it()
    {
        var project = await WriteProjectAsync();
        await using var builder = TestModel.Create();
        await FailsAsync(builder, builder.AddProject("broken", project), $"Build it with 'dotnet build {project}'");
    }

    [Fact]
    public async Task A_project_that_is_gone_by_its_start_is_named()
    {
        var project = await WriteProjectAsync();
        await using var builder = TestModel.Create();
        var broken = builder.AddProject("broken", project);
        File.Delete(project);
        await FailsAsync(builder, broken, $"'{project}' of resource 'broken' was not found");
    }

    [Fact]
    public async Task A_variable_that_cannot_be_evaluated_fails_its_resource_only()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("other");
        var application = await FailsAsync(builder, builder.AddSleeper("broken").WithEnvironment(_ => throw new InvalidOperationException("no luck today")), "no luck today");
        await application.UntilAsync("other", KnownResourceStates.Running);
    }

    [Fact]
    public async Task An_empty_connection_string_is_a_failure_unless_it_is_optional()
    {
        await using var builder = TestModel.Create("--ConnectionStrings:empty", "");
        var empty = builder.AddConnectionString("empty");
        builder.AddSleeper("content").WithReference(empty, optional: true);
        var application = await FailsAsync(builder, builder.AddSleeper("broken").WithReference(empty), "The connection string for the resource 'empty' is not available.");
        await application.UntilAsync("content", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_failed_start_can_be_tried_again()
    {
        var folder = Path.Combine(TestFolders.Root, Guid.NewGuid().ToString("N"));
        await using var builder = TestModel.Create();
        var application = await FailsAsync(builder, builder.AddExecutable("broken", "/bin/sh", folder, "-c", "exec sleep 1000"), "does not exist");
        var again = await application.CommandAsync("broken", "start");
        Assert.Equal((false, true), (again.Success, again.Message?.Contains("failed to start", StringComparison.Ordinal)));
        Directory.CreateDirectory(folder);
        Assert.True((await application.CommandAsync("broken", "start")).Success);
        Assert.Equal(KnownResourceStates.Running, application.Snapshot("broken").State?.Text);
    }

    private static async Task<string> WriteProjectAsync()
    {
        var project = Path.Combine(TestFolders.Create(), "Unbuilt.csproj");
        await File.WriteAllTextAsync(project, "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>", Token);
        return project;
    }

    private static async Task<DistributedApplication> FailsAsync<T>(IDistributedApplicationTestingBuilder builder, IResourceBuilder<T> broken, string reason) where T : IResource
    {
        var application = await builder.StartAsync();
        var failed = await application.UntilAsync("broken", KnownResourceStates.FailedToStart);
        Assert.Equal(KnownResourceStateStyles.Error, failed.Snapshot.State?.Style);
        var line = Assert.Single(await application.GetLogAsync(broken.Resource), line => line.StartsWith("Failed to start:", StringComparison.Ordinal));
        Assert.Contains(reason, line, StringComparison.Ordinal);
        return application;
    }
}

using System.Text.Json.Nodes;

namespace Aspire.Tests.Publishing;

public sealed class SwitchTests
{
    [Theory]
    [InlineData("", DistributedApplicationOperation.Run)]
    [InlineData("--operation run", DistributedApplicationOperation.Run)]
    [InlineData("--operation publish", DistributedApplicationOperation.Publish)]
    [InlineData("--operation PUBLISH", DistributedApplicationOperation.Publish)]
    [InlineData("--publisher manifest", DistributedApplicationOperation.Publish)]
    [InlineData("--publisher=manifest", DistributedApplicationOperation.Publish)]
    [InlineData("--operation run --publisher manifest", DistributedApplicationOperation.Run)]
    public async Task Operation_and_publisher_decide_what_is_done(string commandLine, DistributedApplicationOperation operation)
    {
        await using var builder = TestModel.Create(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(operation, builder.ExecutionContext.Operation);
        Assert.Equal(operation == DistributedApplicationOperation.Run, builder.ExecutionContext.IsRunMode);
    }

    [Fact]
    public void A_builder_without_a_command_line_always_runs() =>
        Assert.True(DistributedApplication.CreateBuilder().ExecutionContext.IsRunMode);

    [Theory]
    [InlineData("--step", "Pipeline:Step")]
    [InlineData("--output-path", "Pipeline:OutputPath")]
    [InlineData("--log-level", "Pipeline:LogLevel")]
    [InlineData("--include-exception-details", "Pipeline:IncludeExceptionDetails")]
    [InlineData("--clear-cache", "Pipeline:ClearCache")]
    [InlineData("--yes", "Pipeline:SkipConfirmation")]
    [InlineData("--dcp-cli-path", "DcpPublisher:CliPath")]
    [InlineData("--dcp-container-runtime", "DcpPublisher:ContainerRuntime")]
    [InlineData("--Own:Key", "Own:Key")]
    public async Task A_switch_is_configuration(string name, string key)
    {
        await using var builder = TestModel.Create(name, "value");
        Assert.Equal("value", builder.Configuration[key]);
    }

    [Theory]
    [InlineData("file.json", "file.json")]
    [InlineData("folder", "folder/aspire-manifest.json")]
    public async Task A_host_publishes_to_a_file_or_into_a_folder_and_asks_for_no_values(string output, string file)
    {
        var folder = TestFolders.Create();
        using var host = TestHost.Start("--scenario", "parameter", "--publisher", "manifest", "--output-path", Path.Combine(folder, output));
        Assert.Equal(0, await host.WaitForExitAsync());
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, file), Token))!;
        Assert.Equal("{absent.value}", (string?)manifest["resources"]!["worker"]!["env"]!["KEY"]);
        Assert.Empty(host.Errors);
    }

    [Theory]
    [InlineData("--publisher manifest", "error: The manifest needs an output path")]
    [InlineData("--operation publish --step publish --output-path out", "error: The local stand-ins publish the manifest only")]
    public async Task A_host_that_cannot_publish_says_why_in_one_line(string commandLine, string message)
    {
        using var host = TestHost.Start(["--scenario", "parameter", .. commandLine.Split(' ')]);
        Assert.Equal(1, await host.WaitForExitAsync());
        Assert.StartsWith(message, Assert.Single(host.Errors), StringComparison.Ordinal);
    }
}

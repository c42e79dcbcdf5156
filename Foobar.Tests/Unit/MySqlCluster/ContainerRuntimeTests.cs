using Foobar.AppHost.MySqlCluster.Trials;
using Foobar.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Foobar.Tests.Unit.MySqlCluster;

public sealed class ContainerRuntimeTests
{
    [Theory]
    [InlineData("DcpPublisher:ContainerRuntime")]
    [InlineData("ASPIRE_CONTAINER_RUNTIME")]
    [InlineData("DOTNET_ASPIRE_CONTAINER_RUNTIME")]
    public async Task The_runtime_that_Aspire_is_set_to_use_is_run_with_the_arguments_as_they_are(string key)
    {
        var seen = Path.Combine(TestFolders.Data, Guid.NewGuid().ToString("N"));
        var runtime = Create(key, await WriteProgramAsync($"printf '%s\\n' \"$@\" > {seen}"));

        await runtime.RunAsync(["kill", "--signal", "STOP", "a b"], TestContext.Current.CancellationToken);

        Assert.Equal(["kill", "--signal", "STOP", "a b"], await File.ReadAllLinesAsync(seen, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_runtime_that_fails_is_quoted()
    {
        var runtime = Create("ASPIRE_CONTAINER_RUNTIME", await WriteProgramAsync("echo no such container >&2; exit 3"));

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.RunAsync(["kill"], TestContext.Current.CancellationToken));

        Assert.EndsWith("failed with exit code 3: no such container", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_is_not_there_is_named_with_the_setting()
    {
        var runtime = Create("ASPIRE_CONTAINER_RUNTIME", "no-such-runtime");

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.RunAsync(["kill"], TestContext.Current.CancellationToken));

        Assert.Contains("'no-such-runtime' cannot be run", failed.Message, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_CONTAINER_RUNTIME", failed.Message, StringComparison.Ordinal);
    }

    private static ContainerRuntime Create(string key, string program) => new(new ConfigurationBuilder().AddInMemoryCollection([new(key, program)]).Build());

    private static async Task<string> WriteProgramAsync(string script)
    {
        var path = Path.Combine(TestFolders.Data, $"{Guid.NewGuid():N}.sh");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync($"#!/bin/sh\n{script}\n");
        return path;
    }
}

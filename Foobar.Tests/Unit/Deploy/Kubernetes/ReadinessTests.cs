using System.Diagnostics;
using Foobar.Tests.Support;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData("echo ONLINE", true)]
    [InlineData("echo RECOVERING", false)]
    [InlineData("echo OFFLINE", false)]
    [InlineData("echo ERROR", false)]
    [InlineData("exit 1", false)]
    public async Task A_member_is_ready_while_it_is_online_in_its_group(string answer, bool isReady)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"client-{Guid.NewGuid():N}")).FullName;
        var client = Path.Combine(folder, "mysql");
        await File.WriteAllTextAsync(client, $"#!/bin/sh\n{answer}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using var process = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Overlay.Folder, "base", "mysql", "ready.sh")])
        {
            Environment = { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}", ["MYSQL_ROOT_PASSWORD"] = "secret" },
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(isReady, process.ExitCode == 0);
    }
}

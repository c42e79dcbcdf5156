using System.Diagnostics;
using System.Globalization;
using GatewaySpeed;
using MySqlConnector;

namespace Foobar.Tests.Support;

/// <summary>Runs a script that Kubernetes runs in a member's container, against a member of the running model.</summary>
internal static class MemberScript
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "kubernetes", "base", "mysql");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs it as in the container, where the client <c>mysql</c> and the password are; returns its exit code.</summary>
    public static async Task<int> RunAsync(RunningModel model, string member, string script, string? password = null)
    {
        var server = new MySqlConnectionStringBuilder((await model.App.GetConnectionStringAsync(member, Token))!);
        var folder = Directory.CreateDirectory(Path.Combine(TestFolders.Data, $"client-{Guid.NewGuid():N}")).FullName;
        var client = Path.Combine(folder, "mysql");
        await File.WriteAllTextAsync(client, $"#!/bin/sh\nexec {await FindClientAsync(model, member)} \"$@\"\n", Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var process = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Folder, script)])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}",
                ["MYSQL_ROOT_PASSWORD"] = password ?? server.Password,
                // Where the client goes unless it is told; in the container it is 3306.
                ["MYSQL_TCP_PORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
            },
        })!;
        await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }

    /// <summary>The client that came with the member's server; one that came with its own C library runs with that.</summary>
    private static async Task<string> FindClientAsync(RunningModel model, string member)
    {
        var root = (await MemberDatabase.QueryAsync<string>(model, member, "SELECT @@basedir"))!;
        var client = Path.Combine(root, "bin", "mysql");
        var reason = $"There is no '{client}'. Install the client of MySQL beside its server.";
        Assert.SkipUnless(File.Exists(client) || Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.True(File.Exists(client), reason);
        var own = Path.Combine(root, "lib64", "ld-linux-x86-64.so.2");
        return File.Exists(own) ? $"'{own}' --library-path '{Path.Combine(root, "lib", "x86_64-linux-gnu")}:{Path.Combine(root, "lib", "mysql", "private")}' '{client}'" : $"'{client}'";
    }
}

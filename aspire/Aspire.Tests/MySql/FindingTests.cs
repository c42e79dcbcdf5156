using Aspire.Hosting.MySql.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Tests.MySql;

public sealed class FindingTests
{
    [Theory]
    [InlineData("/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 (Debian)", "9.7.4", "9.7.4-2")]
    [InlineData("mysqld  Ver 8.4.0 for Linux on x86_64 (MySQL Community Server - GPL)", "8.4.0", "8.4.0")]
    [InlineData("/usr/sbin/mysqld  Ver 8.4.6-0ubuntu0.25.04.3 for Linux on aarch64 ((Ubuntu))", "8.4.6", "8.4.6-0ubuntu0.25.04.3")]
    public void A_version_is_read_from_what_the_server_prints(string output, string version, string build)
    {
        var parsed = ServerVersion.Parse("/x/mysqld", output);
        Assert.Equal((new Version(version), build, null), (parsed.Version, parsed.Build, parsed.Refusal));
    }

    [Theory]
    [InlineData("mysqld  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)", "'/x/mysqld' is MariaDB, not MySQL")]
    [InlineData("/usr/sbin/mysqld  Ver 8.0.43-0ubuntu0.24.04.1 for Linux on x86_64 ((Ubuntu))", "'/x/mysqld' is MySQL 8.0.43, older than 8.4")]
    [InlineData("mysqld  Ver 5.7.44 for Linux on x86_64", "'/x/mysqld' is MySQL 5.7.44, older than 8.4")]
    [InlineData("hello", "'/x/mysqld --version' printed no version of MySQL: hello")]
    public void What_is_no_MySQL_or_too_old_is_refused_by_name(string output, string refusal) =>
        Assert.Equal((null, refusal), (ServerVersion.Parse("/x/mysqld", output).Version, ServerVersion.Parse("/x/mysqld", output).Refusal));

    [Fact]
    public async Task A_configured_path_wins()
    {
        var path = await WriteServerAsync("echo \"mysqld  Ver 99.0.1-fake for Linux on x86_64\"");
        var found = await FindAsync(path);
        Assert.Equal((path, path, new Version(99, 0, 1), "99.0.1-fake"), (found.Executable, found.ServerPath, found.Version, found.Build));
    }

    [Theory]
    [InlineData("echo \"mysqld  Ver 11.4.2-MariaDB for Linux\"", "is MariaDB, not MySQL")]
    [InlineData("echo \"mysqld  Ver 8.0.40 for Linux\"", "older than 8.4")]
    [InlineData("echo broken library >&2; exit 127", "exit code 127: broken library")]
    public async Task A_configured_path_that_cannot_be_used_is_an_error_and_not_passed_over(string script, string reason)
    {
        var path = await WriteServerAsync(script);
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => FindAsync(path));
        Assert.Contains("'MySqlServer:Path'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_path_that_does_not_exist_is_named() =>
        Assert.Contains("'/no/such/mysqld' does not exist", (await Assert.ThrowsAsync<DistributedApplicationException>(() => FindAsync("/no/such/mysqld"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_server_is_looked_for_once()
    {
        var counter = Path.Combine(TestFolders.Create(), "counter");
        var path = await WriteServerAsync($"echo x >> {counter}; echo \"mysqld  Ver 9.0.0 for Linux\"");
        using var provider = CreateProvider(path);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => provider.GetAsync(NullLogger.Instance, Token)));
        Assert.Single(await File.ReadAllLinesAsync(counter, Token));
    }

    private static async Task<MySqlInstallation> FindAsync(string path)
    {
        using var provider = CreateProvider(path);
        return await provider.GetAsync(NullLogger.Instance, Token);
    }

    private static MySqlServerProvider CreateProvider(string path) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [MySqlServerProvider.PathKey] = path }).Build(), NullLogger<MySqlServerProvider>.Instance);

    private static async Task<string> WriteServerAsync(string script)
    {
        var path = Path.Combine(TestFolders.Create(), "mysqld");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", Token);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}

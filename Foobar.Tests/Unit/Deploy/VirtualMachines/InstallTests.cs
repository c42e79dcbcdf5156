namespace Foobar.Tests.Unit.Deploy.VirtualMachines;

/// <summary><c>deploy/vm/install</c>.</summary>
public sealed class InstallTests
{
    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var host = await InstalledHost.CreateAsync(("web", "web-1"));

        var (exitCode, output) = await host.InstallAsync("web", "--host", "web-1");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("Nothing has changed.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("changed ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_change_and_writes_nothing()
    {
        using var host = await InstalledHost.CreateAsync(("web", "web-1"));
        var unit = host.GetPath("/etc/systemd/system/foobar-web.service");
        var key = host.GetPath("/etc/foobar/credentials/web/Tokens__SigningKey");
        await File.WriteAllTextAsync(unit, "# mine\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, "old key\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await host.InstallAsync("web", "--host", "web-1", "--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("changed /etc/systemd/system/foobar-web.service\n", output, StringComparison.Ordinal);
        Assert.Contains("        -# mine\n", output, StringComparison.Ordinal);
        Assert.Contains("changed /etc/foobar/credentials/web/Tokens__SigningKey\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("old key", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret0", output, StringComparison.Ordinal);
        Assert.Equal(("# mine\n", "old key\n"), (await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Secrets_are_for_root_only_and_only_where_they_are_needed()
    {
        using var host = await InstalledHost.CreateAsync(("gateway", "gateway-1"));

        var key = host.GetPath("/etc/foobar/credentials/gateway/Admin__Key");

        if (OperatingSystem.IsLinux())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        var texts = Directory.EnumerateFiles(host.GetPath("/etc"), "*", SearchOption.AllDirectories).Where(file => file != key).Select(File.ReadAllText);
        Assert.All(texts, text => Assert.DoesNotContain("secret0", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_of_hosts_stand_once_beside_what_was_there()
    {
        using var host = await InstalledHost.CreateAsync();
        Directory.CreateDirectory(host.GetPath("/etc"));
        await File.WriteAllTextAsync(host.GetPath("/etc/hosts"), "127.0.0.1 localhost\n", TestContext.Current.CancellationToken);

        foreach (var role in new[] { "web", "mysql" })
            Assert.Equal(0, (await host.InstallAsync(role, "--host", $"{role}-1")).ExitCode);

        var lines = await File.ReadAllLinesAsync(host.GetPath("/etc/hosts"), TestContext.Current.CancellationToken);
        Assert.Equal("127.0.0.1 localhost", lines[0]);
        Assert.Single(lines, line => line.StartsWith("192.0.2.31 ", StringComparison.Ordinal) && line.EndsWith(" mysql-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_program_takes_the_place_of_the_old_one_which_is_kept()
    {
        using var host = await InstalledHost.CreateAsync();
        foreach (var version in new[] { "1", "2", "2" })
        {
            var published = Directory.CreateDirectory(Path.Combine(host.Folder, $"published-{version}")).FullName;
            await File.WriteAllTextAsync(Path.Combine(published, "Foobar.Web"), version, TestContext.Current.CancellationToken);
            Assert.Equal(0, (await host.InstallAsync("web", "--host", "web-1", "--program", published)).ExitCode);
        }

        Assert.Equal("2", await File.ReadAllTextAsync(host.GetPath("/opt/foobar/web/Foobar.Web"), TestContext.Current.CancellationToken));
        Assert.Equal("1", await File.ReadAllTextAsync(host.GetPath("/opt/foobar/web.before/Foobar.Web"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("'dance' is not known", "dance")]
    [InlineData("'/nowhere' cannot be read: copy", "web", "--settings", "/nowhere")]
    [InlineData("'/nowhere' cannot be read: make it once with", "web", "--secrets", "/nowhere")]
    [InlineData("has an address of this machine: correct HOSTS", "web")]
    [InlineData("has no host 'web-9' in HOSTS", "web", "--host", "web-9")]
    [InlineData("'mysql-1' is no host of the role 'web'", "web", "--host", "mysql-1")]
    [InlineData("there is no folder '/nowhere'", "web", "--program", "/nowhere")]
    [InlineData("--host needs a value", "web", "--host")]
    public async Task Wrong_use_is_one_line_that_names_the_thing(string reason, params string[] arguments)
    {
        using var host = await InstalledHost.CreateAsync();

        var (exitCode, output) = await host.InstallAsync(arguments);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("install: ", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', output.TrimEnd());
    }
}

using Foobar.Tests.Support;

namespace Foobar.Tests.Unit.Deploy.VirtualMachines;

/// <summary>The files of a host, checked by the programs that read them.</summary>
public sealed class HostFilesTests
{
    /// <summary>What mount namespaces need to show a host's files at their own paths.</summary>
    private const string AsHost =
        """
        set -e
        mount -t overlay -o "lowerdir=$0/etc:/etc" overlay /etc
        mkdir -p "$0/usr/local" "$0/opt"
        mount --bind "$0/usr/local" /usr/local
        mount --bind "$0/opt" /opt
        ip link add eth0 type veth peer name eth1
        """;

    [Theory]
    [InlineData("gateway gateway-1")]
    [InlineData("web web-2")]
    [InlineData("mysql mysql-3")]
    [InlineData("database database")]
    [InlineData("web web-1", "mysql mysql-1", "database database")]
    public async Task The_kernel_takes_the_rules_of_a_host(params string[] roles)
    {
        DeployProgram.RequireRoot();
        var nft = DeployProgram.Find("nft", "nftables");
        using var host = await InstalledHost.CreateAsync([.. roles.Select(role => (role.Split(' ')[0], role.Split(' ')[1]))]);

        var (exitCode, output) = await DeployProgram.RunAsync(nft, "--includepath", host.GetPath("/etc"), "--check", "--file", host.GetPath("/etc/nftables.conf"));

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("gateway-1")]
    [InlineData("gateway-2")]
    public async Task Keepalived_takes_its_settings(string name)
    {
        DeployProgram.RequireRoot();
        var keepalived = DeployProgram.Find("keepalived", "keepalived");
        using var host = await InstalledHost.CreateAsync(("gateway", name));

        var (exitCode, output) = await RunAsHostAsync(host, $"exec {keepalived} --config-test --use-file=/etc/keepalived/keepalived.conf");

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("gateway", "gateway-1", "foobar-gateway.service")]
    [InlineData("web", "web-1", "foobar-web.service")]
    [InlineData("database", "database", "foobar-database.service")]
    [InlineData("mysql", "mysql-1", "foobar-backup.service", "foobar-backup.timer", "mysql.service")]
    public async Task Systemd_takes_the_units(string role, string name, params string[] units)
    {
        DeployProgram.RequireRoot();
        var analyze = DeployProgram.Find("systemd-analyze", "systemd");
        using var host = await InstalledHost.CreateAsync((role, name));
        // The unit comes with the distribution's server.
        await File.WriteAllTextAsync(host.GetPath("/etc/systemd/system/mysql.service"), "[Service]\nExecStart=/bin/true\n", TestContext.Current.CancellationToken);
        foreach (var program in new[] { "gateway/Foobar.Gateway", "web/Foobar.Web", "database/Foobar.Database" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(host.GetPath($"/opt/foobar/{program}"))!);
            File.Copy("/bin/true", host.GetPath($"/opt/foobar/{program}"));
        }

        var (exitCode, output) = await RunAsHostAsync(host, $"exec {analyze} verify --man=no {string.Join(' ', units.Select(unit => $"/etc/systemd/system/{unit}"))}");

        Assert.Equal((0, ""), (exitCode, output));
    }

    /// <summary>systemd's own measure of what a unit may do to its host: 0 is nothing, 10 is all.</summary>
    [Theory]
    [InlineData("gateway", "gateway-1", "foobar-gateway.service")]
    [InlineData("web", "web-1", "foobar-web.service")]
    [InlineData("database", "database", "foobar-database.service")]
    [InlineData("mysql", "mysql-1", "foobar-backup.service")]
    public async Task A_unit_may_do_little(string role, string name, string unit)
    {
        var analyze = DeployProgram.Find("systemd-analyze", "systemd");
        using var host = await InstalledHost.CreateAsync((role, name));

        var (exitCode, output) = await DeployProgram.RunAsync(analyze, "security", "--offline=true", "--threshold=20", host.GetPath($"/etc/systemd/system/{unit}"));

        Assert.True(exitCode == 0, output);
    }

    private static Task<(int ExitCode, string Output)> RunAsHostAsync(InstalledHost host, string command) =>
        DeployProgram.RunAsync("unshare", "--mount", "--net", "--propagation", "private", "bash", "-c", $"{AsHost}\n{command}", host.Folder);
}

using Foobar.ServiceDefaults;
using GatewaySpeed;

namespace Foobar.Tests.Unit.Deploy.VirtualMachines;

/// <summary>What <c>deploy/vm</c> makes, against the application model.</summary>
public sealed class ModelTests
{
    /// <summary>What hosts need beside the model: where they listen, and what the model's own host does for its processes.</summary>
    private static readonly string[] OfHosts = ["Admin__Address", "Hosts__Canonical", "Hosts__Redirected__0", "Tls__Certificate", "Tls__Key", "Drain__AtLeast"];

    private static PublishedManifest Model { get; } = new(Resolve);

    [Theory]
    [InlineData(FoobarNames.Resources.Gateway, "gateway", "gateway-1")]
    [InlineData(FoobarNames.Resources.Web1, "web", "web-1")]
    [InlineData(FoobarNames.Resources.Web2, "web", "web-2")]
    [InlineData(FoobarNames.Resources.Database, "database", "database")]
    public async Task A_service_gets_the_models_variables_and_no_others(string resource, string role, string name)
    {
        using var host = await InstalledHost.CreateAsync((role, name));

        var settings = host.ReadService(role);

        var expected = Model.VariablesOf(resource);
        Assert.Equal(expected.OrderBy(setting => setting.Key), settings.Where(setting => expected.ContainsKey(setting.Key)).OrderBy(setting => setting.Key));
        Assert.Subset(OfHosts.ToHashSet(), settings.Keys.Except(expected.Keys).ToHashSet());
    }

    [Theory]
    [InlineData(FoobarNames.Resources.Gateway)]
    [InlineData(FoobarNames.Resources.Web1)]
    [InlineData(FoobarNames.Resources.Database)]
    public async Task A_unit_loads_every_credential_that_is_there(string resource)
    {
        var role = resource.Split('-')[0];
        using var host = await InstalledHost.CreateAsync((role, role == "database" ? role : $"{role}-1"));

        var loaded = File.ReadAllLines(host.GetPath($"/etc/systemd/system/foobar-{role}.service")).Where(line => line.StartsWith("LoadCredential=", StringComparison.Ordinal));

        Assert.Equal(
            Directory.EnumerateFiles(host.GetPath($"/etc/foobar/credentials/{role}")).Select(file => $"LoadCredential={Path.GetFileName(file)}:/etc/foobar/credentials/{role}/{Path.GetFileName(file)}").Order(),
            loaded.Order());
    }

    [Theory]
    [InlineData("mysql-1")]
    [InlineData("mysql-2")]
    [InlineData("mysql-3")]
    public async Task A_member_has_the_models_arguments(string name)
    {
        string[] ofHosts = ["bind-address", "port", "mysqlx", "require-secure-transport", "skip-name-resolve", "host-cache-size", "loose-group-replication-ip-allowlist", "loose-group-replication-ssl-mode"];
        using var host = await InstalledHost.CreateAsync(("mysql", name));

        var options = host.ReadSettings("/etc/mysql/mysql.conf.d/zz-foobar.cnf");

        Assert.Equal(
            Model.ArgumentsOf(name).Select(argument => argument.TrimStart('-')).Order(),
            options.Where(option => !ofHosts.Contains(option.Key)).Select(option => $"{option.Key}={option.Value}").Order());
    }

    [Fact]
    public async Task A_member_is_stopped_as_on_Kubernetes()
    {
        const string Script = "/usr/local/lib/foobar/hand-over.sh";
        using var host = await InstalledHost.CreateAsync(("mysql", "mysql-1"));

        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "kubernetes", "base", "mysql", "hand-over.sh"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(host.GetPath(Script), TestContext.Current.CancellationToken));
        var stop = Assert.Single(File.ReadAllLines(host.GetPath("/etc/systemd/system/mysql.service.d/foobar.conf")), line => line.StartsWith("ExecStop=", StringComparison.Ordinal));
        Assert.Contains($"exec sh {Script}", stop, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql-1")]
    [InlineData("mysql-3")]
    public void The_ports_of_members_are_the_models(string name)
    {
        var ports = PublishedManifest.BindingsOf(name).ToDictionary(binding => binding.Name, binding => binding.TargetPort);

        Assert.Equal(("3306", "33061"), (InstalledHost.Settings["MYSQL_PORT"], InstalledHost.Settings["GROUP_PORT"]));
        Assert.Equal((3306, 33061), (ports["tcp"], ports["gr"]));
    }

    [Fact]
    public void Every_resource_of_the_model_has_a_role()
    {
        var hosts = File.ReadAllLines(Path.Combine(InstalledHost.Scripts, "foobar.conf.example")).Select(line => line.Split(' ')[0]).ToHashSet();

        Assert.Contains("gateway", PublishedManifest.Projects);
        Assert.All(PublishedManifest.Projects.Where(name => name != "gateway").Concat(PublishedManifest.Members), name => Assert.Contains(name, hosts));
    }

    [Fact]
    public async Task Only_what_the_model_opens_to_the_outside_answers_everybody()
    {
        Assert.Equal(
            ["gateway.http", "gateway.https"],
            from resource in PublishedManifest.Runnables
            from binding in PublishedManifest.BindingsOf(resource)
            where binding.IsExternal
            select $"{resource}.{binding.Name}");
        using var host = await InstalledHost.CreateAsync(("gateway", "gateway-1"), ("web", "web-1"), ("mysql", "mysql-1"), ("database", "database"));

        var open = Directory.EnumerateFiles(host.GetPath("/etc/foobar/nftables"))
            .SelectMany(File.ReadAllLines)
            .Where(line => line.Contains("dport", StringComparison.Ordinal) && !line.Contains("saddr", StringComparison.Ordinal) && !line.Contains("daddr", StringComparison.Ordinal))
            .Select(line => line.Trim());

        // The others are what a host itself asks for: names, the time, an address, and root's packages.
        Assert.Equal(
            [
                "meta skuid { root, _apt } tcp dport { http, https } accept",
                "tcp dport domain accept",
                "tcp dport { $http_port, $https_port } ct state new goto visitors",
                "udp dport { domain, ntp } accept",
                "udp sport bootpc udp dport bootps accept",
                "udp sport dhcpv6-client udp dport dhcpv6-server accept",
            ],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_health_that_keepalived_asks_for_is_the_gateways()
    {
        using var host = await InstalledHost.CreateAsync(("gateway", "gateway-1"));

        var script = await File.ReadAllTextAsync(host.GetPath("/usr/local/lib/foobar/check-gateway"), TestContext.Current.CancellationToken);

        Assert.Contains($"http://127.0.0.1:{InstalledHost.Settings["HTTP_PORT"]}{FoobarNames.Health.Ready}\n", script, StringComparison.Ordinal);
    }

    /// <summary>What a reference of the manifest is on hosts: names are those of <c>/etc/hosts</c>, ports and secrets those of the settings.</summary>
    private static string Resolve(string[] path)
    {
        string GetPort(string resource, string binding) => InstalledHost.Settings[(resource.Split('-')[0], binding) switch
        {
            ("gateway", "http") => "HTTP_PORT",
            ("gateway", "https") => "HTTPS_PORT",
            ("gateway", "admin") => "ADMIN_PORT",
            ("web", "http") => "WEB_PORT",
            ("database", "http") => "DATABASE_PORT",
            ("mysql", "tcp") => "MYSQL_PORT",
            ("mysql", "gr") => "GROUP_PORT",
            _ => throw new InvalidOperationException($"The model has the endpoint {resource}.{binding}, and deploy/vm does not."),
        }];

        return path switch
        {
            [var parameter, "value"] => InstalledHost.GetSecret(InstalledHost.GetSettingName(parameter)),
            [var resource, "bindings", _, "host"] => resource,
            [var resource, "bindings", var binding, "port" or "targetPort"] => GetPort(resource, binding),
            [var resource, "bindings", var binding, "url"] => $"http://{resource}:{GetPort(resource, binding)}",
            _ => throw new InvalidOperationException($"The manifest has the reference {{{string.Join('.', path)}}}, which this test does not know."),
        };
    }
}

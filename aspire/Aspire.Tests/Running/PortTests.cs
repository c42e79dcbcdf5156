using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Local;
using Aspire.Hosting.Testing;

namespace Aspire.Tests.Running;

public sealed class PortTests
{
    private static readonly string[] KeepPorts = ["--DcpPublisher:RandomizePorts", "false"];

    /// <summary>F is a fixed free port, T another one; a dash is a port that nobody names.</summary>
    [Theory]
    [InlineData("-", "-", null, false, "any", "public")]
    [InlineData("F", "-", null, false, "F", "public")]
    [InlineData("-", "T", null, false, "T", "T")]
    [InlineData("F", "T", null, false, "F", "T")]
    [InlineData("F", "-", false, false, "F", "F")]
    [InlineData("-", "T", false, false, "T", "T")]
    [InlineData("-", "-", false, false, "any", "public")]
    [InlineData("F", "-", null, true, "any", "public")]
    [InlineData("F", "-", false, true, "F", "F")]
    public async Task The_public_port_and_that_of_the_process_follow_from_the_model(string port, string target, bool? proxied, bool randomize, string expectedPort, string expectedTarget)
    {
        var (fixedPort, fixedTarget) = (LocalPorts.Allocate(), LocalPorts.Allocate());
        int? Number(string name) => name switch { "F" => fixedPort, "T" => fixedTarget, _ => null };
        await using var builder = TestModel.Create("--DcpPublisher:RandomizePorts", randomize.ToString());
        builder.AddSleeper("web").WithHttpEndpoint(Number(port), Number(target), env: "LISTEN", isProxied: proxied);
        var application = await builder.StartAsync();
        var listening = int.Parse((await application.UntilAsync("web", KnownResourceStates.Running)).Snapshot.EnvironmentVariables
            .Single(variable => variable.Name == "LISTEN").Value!, CultureInfo.InvariantCulture);
        var address = application.GetEndpoint("web");
        if (expectedPort == "any")
            Assert.True(address.Port is >= 10_000 and <= 32_767 && address.Port != fixedPort, $"{address.Port}");
        else
            Assert.Equal(Number(expectedPort), address.Port);
        Assert.Equal(expectedTarget == "public" ? address.Port : Number(expectedTarget), listening);
    }

    [Fact]
    public async Task A_container_needs_a_target_port_and_listens_on_the_public_one()
    {
        await using var builder = TestModel.Create();
        var spec = new LocalProcessSpec { FileName = "sleep", Arguments = ["1000"], WorkingDirectory = "/", Environment = new Dictionary<string, string>() };
        var good = builder.AddContainer("good", "image").WithAnnotation(new LocalRunnerAnnotation((_, _) => Task.FromResult(new LocalRun(spec)))).WithEndpoint(targetPort: 80, name: "tcp");
        var bad = builder.AddContainer("bad", "image").WithEndpoint(name: "tcp");
        var application = await builder.StartAsync();
        await application.UntilAsync("good", KnownResourceStates.Running);
        var endpoint = good.GetEndpoint("tcp");
        Assert.Equal($"{endpoint.Port}", await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(Token));
        await application.UntilAsync("bad", KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(bad.Resource), line => line.Contains("must specify the TargetPort value", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxied_endpoint_cannot_have_its_process_on_the_public_port()
    {
        var port = LocalPorts.Allocate();
        await using var builder = TestModel.Create(KeepPorts);
        var web = builder.AddSleeper("web").WithHttpEndpoint(port, port);
        var application = await builder.StartAsync();
        await application.UntilAsync("web", KnownResourceStates.FailedToStart);
        Assert.False((await application.CommandAsync("web", "start")).Success);
        Assert.Equal(2, (await application.GetLogAsync(web.Resource)).Count(line => line.Contains($"cannot both be {port}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(8080, null)]
    [InlineData(null, false)]
    public async Task Replicas_need_a_proxy_and_ports_of_their_own(int? targetPort, bool? proxied)
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithReplicas(2).WithHttpEndpoint(targetPort: targetPort, isProxied: proxied);
        var application = await builder.StartAsync();
        var id = web.Resource.GetInstanceIds()[0];
        await application.UntilAsync(id, KnownResourceStates.FailedToStart);
        Assert.Contains(await application.GetLogAsync(web.Resource), line => line.Contains("multiple replicas", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_passes_connections_on_to_the_port_of_the_process()
    {
        var (publicPort, target) = (LocalPorts.Allocate(), LocalPorts.Allocate());
        await using var builder = TestModel.Create(KeepPorts);
        var web = builder.AddTestApp("web").WithHttpEndpoint(publicPort, target).WithHttpHealthCheck("/health");
        var application = await builder.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("web", Token);
        using var client = application.CreateHttpClient("web");
        Assert.Equal(publicPort, client.BaseAddress!.Port);
        Assert.Contains($"\"ASPNETCORE_URLS\":\"http://localhost:{target}\"", await client.GetStringAsync("/env", Token), StringComparison.Ordinal);
        Assert.Equal(publicPort, web.GetEndpoint("http").Port);
    }

    [Fact]
    public async Task A_taken_port_is_told_with_its_resource_and_its_holder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var builder = TestModel.Create(KeepPorts);
        var web = builder.AddSleeper("web").WithHttpEndpoint(port);
        var application = await builder.StartAsync();
        await application.UntilAsync("web", KnownResourceStates.FailedToStart);
        var reason = Assert.Single(await application.GetLogAsync(web.Resource), line => line.Contains($"Port {port}", StringComparison.Ordinal));
        foreach (var part in new[] { "endpoint 'http'", "resource 'web'", $"process {Environment.ProcessId} (Aspire.Tests)" })
            Assert.Contains(part, reason, StringComparison.Ordinal);

        holder.Stop();
        Assert.True((await application.CommandAsync("web", "start")).Success);
    }

    [Fact]
    public async Task A_proxy_whose_port_was_taken_listens_when_the_resource_is_started_again()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var builder = TestModel.Create(KeepPorts);
        var web = builder.AddTestApp("web").WithHttpEndpoint(port).WithReplicas(2).WithHttpHealthCheck("/health");
        var allocated = 0;
        web.OnResourceEndpointsAllocated((_, _, _) =>
        {
            allocated++;
            return Task.CompletedTask;
        });
        var application = await builder.StartAsync();
        var ids = web.Resource.GetInstanceIds();
        foreach (var id in ids)
            await application.UntilAsync(id, KnownResourceStates.FailedToStart);
        Assert.Equal(2, (await application.GetLogAsync(web.Resource)).Count(line => line.Contains($"Port {port} of endpoint 'http' of resource 'web' is in use", StringComparison.Ordinal)));
        Assert.Equal(0, allocated);

        holder.Stop();
        await Task.WhenAll(ids.Select(id => application.CommandAsync(id, "start")));
        await application.ResourceNotifications.WaitForResourceHealthyAsync(ids[0], Token);
        Assert.Equal(1, allocated);
        Assert.Equal($"http://localhost:{port}", Assert.Single(application.Snapshot(ids[0]).Urls).Url);
    }

    [Theory]
    [InlineData("0.0.0.0", "localhost")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("::1", "localhost")]
    [InlineData("*", "localhost")]
    [InlineData("web.dev.internal", "web.dev.internal")]
    public async Task An_address_of_this_machine_is_told_as_localhost(string host, string address)
    {
        await using var builder = TestModel.Create();
        var web = builder.AddSleeper("web").WithExplicitStart().WithHttpEndpoint().WithEndpoint("http", endpoint => endpoint.TargetHost = host);
        await builder.StartAsync();
        Assert.Equal(address, web.GetEndpoint("http").Host);
    }

    [Fact]
    public void A_port_is_handed_out_once()
    {
        var ports = Enumerable.Range(0, 200).AsParallel().Select(_ => LocalPorts.Allocate()).ToArray();
        Assert.Equal(200, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_that_was_picked_is_kept_from_other_hosts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's table of locks is Linux's.");
        var port = LocalPorts.Allocate();

        // POSIX ADVISORY WRITE, the process, the file, the first and the last byte.
        var locks = File.ReadLines("/proc/locks").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(locks, columns => columns[1] == "POSIX" && columns[4] == $"{Environment.ProcessId}" && columns[6] == $"{port}" && columns[7] == $"{port}");
    }
}

using Foobar.Tests.Support;
using Foobar.Tests.Unit.Deploy.VirtualMachines;
using GatewaySpeed;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>The script that runs two gateways as hosts in network namespaces; it measures time, so nothing runs beside it.</summary>
[Collection(FiguresCollection.Name)]
public sealed class TwoHostsTests
{
    [Fact]
    public async Task The_virtual_address_moves_within_3_s_and_nobody_outside_reaches_more_than_the_gateways()
    {
        DeployProgram.RequireRoot();
        foreach (var (program, package) in new[] { ("ip", "iproute2"), ("nft", "nftables"), ("keepalived", "keepalived"), ("nginx", "nginx-light"), ("curl", "curl"), ("openssl", "openssl") })
            DeployProgram.Find(program, package);

        var (exitCode, output) = await DeployProgram.RunAsync(Path.Combine(InstalledHost.Scripts, "two-hosts-test"), "--gateway", Repository.OutputOf("Foobar.Gateway"));

        Assert.True(exitCode == 0, output);
        // It did what it is for.
        Assert.Contains("firewalls: ", output, StringComparison.Ordinal);
        Assert.Contains("gateway: 1 rounds", output, StringComparison.Ordinal);
        Assert.Contains("keepalived: 1 rounds", output, StringComparison.Ordinal);
        Assert.Contains("rates: ", output, StringComparison.Ordinal);
    }
}

using Foobar.Tests.Support;
using GatewaySpeed;

namespace Foobar.Tests.Integration;

/// <summary>What operators see of a service that does not take its settings.</summary>
public sealed class RefusedSettingsTests
{
    [Theory]
    [InlineData("Foobar.Gateway", "--Balancing:Policy=Nonsense", "error: Balancing:Policy is 'Nonsense': it must be one of RoundRobin,")]
    [InlineData("Foobar.Gateway", "--Health:OpenFor=-1", "error: Health:OpenFor")]
    [InlineData("Foobar.Gateway", "--Transport:IsPolled=maybe", "error: Failed to convert configuration value 'maybe' at 'Transport:IsPolled' to type 'System.Boolean'.")]
    [InlineData("Foobar.Gateway", "--Cache:Enabled=maybe", "error: Failed to convert configuration value 'maybe' at 'Cache:Enabled' to type 'System.Boolean'.")]
    [InlineData("Foobar.Web", "--Urls=http://127.0.0.1:0", "error: MySql:Members is missing: set it to the names of the MySQL members, separated by commas.")]
    [InlineData("Foobar.Database", "--Urls=http://127.0.0.1:0", "error: MySql:Members is missing: set it to the names of the MySQL members, separated by commas.")]
    public async Task A_service_says_what_it_does_not_take_and_no_more(string service, string setting, string expected)
    {
        var (exitCode, output) = await DeployProgram.RunAsync(Path.Combine(Repository.OutputOf(service), service), setting);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
    }
}

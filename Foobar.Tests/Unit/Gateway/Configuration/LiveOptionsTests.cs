using Foobar.Gateway.Configuration;
using Foobar.Gateway.Protection.Networks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Foobar.Tests.Unit.Gateway.Configuration;

public sealed class LiveOptionsTests
{
    [Fact]
    public void A_change_is_taken_and_one_that_cannot_work_is_not()
    {
        var configuration = new ConfigurationManager { ["Networks:Denied:0"] = "10.0.0.0/8" };
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<LiveOptions<NetworkOptions>>();
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section));
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
        using var provider = services.BuildServiceProvider();
        var live = provider.GetRequiredService<LiveOptions<NetworkOptions>>();
        Assert.Equal(["10.0.0.0/8"], live.Current.Denied);

        Change("11.0.0.0/8");
        Assert.Equal(["11.0.0.0/8"], live.Current.Denied);
        Change("nowhere");
        Assert.Equal(["11.0.0.0/8"], live.Current.Denied);
        Change("12.0.0.0/8");
        Assert.Equal(["12.0.0.0/8"], live.Current.Denied);

        void Change(string network)
        {
            configuration["Networks:Denied:0"] = network;
            ((IConfigurationRoot)configuration).Reload();
        }
    }
}

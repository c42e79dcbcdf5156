using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.ResourceService;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

internal static class DashboardServices
{
    /// <summary>Adds the dashboard. To be called before the runtime is added, so that the dashboard is up first and down last.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfigurationManager configuration, UserSecretsStore secrets)
    {
        if (!DashboardConfiguration.IsAnonymous(configuration) && configuration[DashboardConfiguration.OtlpApiKey] is null)
        {
            configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                [DashboardConfiguration.OtlpApiKey] = secrets.GetOrAdd(DashboardConfiguration.OtlpApiKey, DashboardSettings.CreateToken),
            });
        }
        services.AddSingleton(provider => new DashboardSettings(configuration, provider.GetRequiredService<DistributedApplicationOptions>(),
            provider.GetRequiredService<AppHostIdentity>(), provider.GetRequiredService<IHostEnvironment>().ApplicationName));
        services.AddEventingSubscriber<DashboardValidator>();
        services.AddSingleton<SecretValues>();
        services.AddSingleton<ResourceViewFactory>();
        services.AddSingleton<ResourceFeed>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<ResourceServiceHandler>();
        services.AddSingleton<ResourceServiceHost>();
        services.AddSingleton<DashboardProcessFactory>();
        services.AddSingleton<DashboardPorts>();
        services.AddHostedService<DashboardLauncher>();
        return services;
    }
}

using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting.Local;

internal static class LocalRuntimeServices
{
    /// <summary>Adds what runs the model as processes of this machine. Hosted services start in this order and stop in the reverse one.</summary>
    public static IServiceCollection AddLocalRuntime(this IServiceCollection services, DistributedApplicationOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ProcessGuardian>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<DevelopmentCertificate>();
        services.AddSingleton<ProcessSpecFactory>();
        services.AddSingleton<InstanceRunner>();
        services.AddSingleton<LocalOrchestrator>();
        if (options.EnableResourceLogging)
            services.AddHostedService<ResourceLogForwarder>();
        services.AddHostedService<ResourceHealthService>();
        services.AddHostedService(provider => provider.GetRequiredService<LocalOrchestrator>());
        return services;
    }
}

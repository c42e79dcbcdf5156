using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Foobar.Web.KeyRing;

/// <summary>Registers data protection with keys that all web servers share.</summary>
internal static class KeyRingServices
{
    // Part of what every protected value is bound to: the same on all web servers, whatever folder they run in.
    private const string ApplicationName = "foobar";

    /// <summary>Adds the shared ring of keys; what one web server protects, every other one can read at once.</summary>
    public static void AddSharedKeyRing(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<KeyRepository>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRepository>((options, repository) => options.XmlRepository = repository);

        services.AddSingleton<XmlKeyManager>();
        services.AddSingleton<IKeyManager, SharedKeyManager>();
        services.AddSingleton<UnknownKeys>();

        // The framework's own provider is internal, so it is taken from its registration.
        var own = services.Last(service => service.ServiceType == typeof(IKeyRingProvider)).ImplementationType
            ?? throw new InvalidOperationException($"The framework no longer registers a type for {nameof(IKeyRingProvider)}.");
        services.AddSingleton<IKeyRingProvider>(provider => new SharedKeyRingProvider(
            (IKeyRingProvider)ActivatorUtilities.CreateInstance(provider, own), provider.GetRequiredService<UnknownKeys>()));
    }
}

using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Configuration;

/// <summary>Registers settings that may change while the gateway runs.</summary>
internal static class ConfigurationServices
{
    /// <summary>Adds the settings of a section, checked at the start and at every change.</summary>
    public static void AddLiveOptions<T, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where T : class
        where TValidator : class, IValidateOptions<T>
    {
        // Without the section's change token: the framework's monitor, which the check at the start creates, would throw at a change that is not valid.
        services.AddOptions<T>().Configure(options => section.Bind(options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, TValidator>();
        services.AddSingleton<LiveOptions<T>>();
    }
}

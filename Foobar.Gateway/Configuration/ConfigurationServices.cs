using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Configuration;

/// <summary>Registers settings of a section.</summary>
internal static class ConfigurationServices
{
    /// <summary>Has every file of settings keep what it said last when it is changed to something that cannot be read.</summary>
    public static void UseSteadyFiles(this WebApplicationBuilder builder)
    {
        var unreadable = new UnreadableFiles();
        builder.Services.AddSingleton(unreadable);
        var sources = builder.Configuration.Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is JsonConfigurationSource file)
                sources[i] = new SteadyFileSource(file, unreadable);
        }
    }

    /// <summary>Lets the log say which file could not be read: from now on, as the files are read before there is one.</summary>
    public static void LogUnreadableFiles(this WebApplication app) => app.Services.GetRequiredService<UnreadableFiles>().SetLogger(app.Logger);

    /// <summary>Adds settings that are checked at the start and stay.</summary>
    public static void AddFixedOptions<T, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where T : class
        where TValidator : class, IValidateOptions<T>
    {
        services.AddChecked<T, TValidator>(section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }

    /// <summary>Adds settings that are checked at the start and at every change.</summary>
    public static void AddLiveOptions<T, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where T : class
        where TValidator : class, IValidateOptions<T>
    {
        services.AddChecked<T, TValidator>(section);
        services.AddSingleton<LiveOptions<T>>();
    }

    /// <summary>Without the section's change token: the framework's monitor, which the check at the start creates, would throw at a change that is not valid.</summary>
    private static void AddChecked<T, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where T : class
        where TValidator : class, IValidateOptions<T>
    {
        services.AddOptions<T>().Configure(options => section.Bind(options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, TValidator>();
    }
}

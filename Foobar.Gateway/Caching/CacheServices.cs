using Foobar.Gateway.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Foobar.Gateway.Caching;

/// <summary>Registers the response cache.</summary>
internal static class CacheServices
{
    /// <summary>Adds the cache with the settings of its section.</summary>
    public static void AddResponseCache(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLiveOptions<CacheOptions, CacheOptionsValidator>(builder.Configuration.GetSection(CacheOptions.Section));
        services.AddSingleton<CacheStore>();
        services.AddSingleton<CacheTelemetry>();
        services.TryAddSingleton(TimeProvider.System);
    }

    /// <summary>Answers from the cache what need not reach the proxy. Whoever replaces the proxy's errors comes before it, so that it can do better first.</summary>
    public static void UseResponseCache(this WebApplication app) => app.UseMiddleware<ResponseCache>();
}

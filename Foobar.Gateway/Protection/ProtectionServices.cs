using Foobar.Gateway.Configuration;
using Foobar.Gateway.Protection.Answers;
using Foobar.Gateway.Protection.Limits;
using Foobar.Gateway.Protection.Networks;
using Foobar.Gateway.Protection.Rates;
using Foobar.Gateway.Protection.Requests;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Foobar.Gateway.Protection;

/// <summary>Registers what keeps the webs from requests that are too much, too many, or not what they seem.</summary>
internal static class ProtectionServices
{
    /// <summary>Adds the limits, the rates and the lists of networks.</summary>
    public static void AddProtection(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ProtectionTelemetry>();

        services.AddFixedOptions<LimitOptions, LimitOptionsValidator>(builder.Configuration.GetSection(LimitOptions.Section));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ServerLimits>();

        services.AddLiveOptions<NetworkOptions, NetworkOptionsValidator>(builder.Configuration.GetSection(NetworkOptions.Section));

        services.AddLiveOptions<RateLimitOptions, RateLimitOptionsValidator>(builder.Configuration.GetSection(RateLimitOptions.Section));
        services.AddSingleton<RequestRates>();

        services.AddSingleton<IProxyConfigFilter, HeaderEncoding>();
        services.AddSingleton<ITransformProvider, Expectations>();
    }

    /// <summary>Each request goes through these before anything else is done for it: the cheapest refusals come first.</summary>
    public static void UseProtection(this WebApplication app)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<OwnHeaders>();
        app.UseMiddleware<NetworkAccess>();
        app.UseMiddleware<RequestGuard>();
        app.UseMiddleware<RateLimits>();
        app.UseMiddleware<BodyLimits>();
    }
}

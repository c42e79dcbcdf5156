using Foobar.Gateway.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Tls;

/// <summary>Registers how connections are encrypted.</summary>
internal static class TlsServices
{
    /// <summary>Adds the certificate and the settings of the https addresses.</summary>
    public static void AddTls(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddFixedOptions<TlsOptions, TlsOptionsValidator>(builder.Configuration.GetSection(TlsOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CertificateSource>();
        services.AddHostedService(provider => provider.GetRequiredService<CertificateSource>());
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Handshakes>();
    }

    /// <summary>Tells visitors of HTTP/3 where it is served: the server has a transport for it only where the platform has its QUIC library.</summary>
    public static void UseAlternativeService(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TlsOptions>() is { HasFiles: true, Http3: true } && app.Services.GetService<IMultiplexedConnectionListenerFactory>() is not null)
            app.UseMiddleware<AlternativeService>();
    }
}

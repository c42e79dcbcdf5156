using Foobar.Gateway.Configuration;
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
}

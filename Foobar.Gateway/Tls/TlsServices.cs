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
        services.AddOptions<TlsOptions>().Bind(builder.Configuration.GetSection(TlsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TlsOptions>, TlsOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TlsOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CertificateSource>();
        services.AddHostedService(provider => provider.GetRequiredService<CertificateSource>());
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Handshakes>();
    }
}

using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Foobar.Gateway.Transport;

/// <summary>Registers how the gateway's bytes are moved.</summary>
internal static class TransportServices
{
    /// <summary>Has visitors' connections worked on by an <see cref="EventLoop"/>, where that is possible.</summary>
    public static void AddTransport(this WebApplicationBuilder builder)
    {
        if (builder.IsPolled())
        {
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(_ => new VisitorPlaces(OpenFiles.ReadLimit()));
            builder.Services.AddSingleton<IConnectionListenerFactory, PolledTransport>();
        }
    }

    /// <summary>On Linux, unless <c>Transport:IsPolled</c> says no; elsewhere the framework does it.</summary>
    public static bool IsPolled(this WebApplicationBuilder builder) => OperatingSystem.IsLinux() && builder.Configuration.GetValue("Transport:IsPolled", true);
}

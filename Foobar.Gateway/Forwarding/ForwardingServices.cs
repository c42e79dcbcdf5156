using Foobar.Gateway.Transport;

namespace Foobar.Gateway.Forwarding;

/// <summary>Registers what forwards requests.</summary>
internal static class ForwardingServices
{
    /// <summary>Has plain requests forwarded by the gateway itself where it has its own sockets, unless <c>Forwarding:IsDirect</c> says no.</summary>
    public static void AddDirectForwarding(this WebApplicationBuilder builder)
    {
        if (builder.IsPolled() && builder.Configuration.GetValue("Forwarding:IsDirect", true))
            builder.Services.AddSingleton<DestinationPools>();
    }

    /// <summary>Puts that before YARP's forwarder, where it is wanted.</summary>
    public static void UseDirectForwarding(this IReverseProxyApplicationBuilder proxy)
    {
        if (proxy.ApplicationServices.GetService<DestinationPools>() is not null)
            proxy.UseMiddleware<DirectForwarding>();
    }
}

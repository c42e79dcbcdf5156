using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Forwarding;

/// <summary>Registers what forwards requests.</summary>
internal static class ForwardingServices
{
    /// <summary>Puts the gateway's own forwarder before YARP's.</summary>
    public static void AddDirectForwarding(this IServiceCollection services)
    {
        var yarp = services.Single(service => service.ServiceType == typeof(IHttpForwarder)).ImplementationType!;
        services.AddSingleton<DestinationPools>();
        services.AddSingleton<IHttpForwarder>(provider => ActivatorUtilities.CreateInstance<DirectForwarder>(provider, ActivatorUtilities.CreateInstance(provider, yarp)));
    }
}

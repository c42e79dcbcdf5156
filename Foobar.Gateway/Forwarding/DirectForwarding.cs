using Foobar.Gateway.Retry;

namespace Foobar.Gateway.Forwarding;

/// <summary>Sends plain requests to their destination itself, and leaves all others to YARP's forwarder.</summary>
/// <remarks>YARP's makes a message of the framework's client of each request and each answer: a sixth of the time that a request took (docs/gateway-speed.md).</remarks>
internal sealed class DirectForwarding(RequestDelegate next, DestinationPools pools, TimeProvider time, ILogger<DirectForwarding> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (proxy.AvailableDestinations is not [var destination] || context.Features.Get<RequestAttempts>() is not { HasBody: false } attempts)
            return next(context);
        var settings = ForwardingSettings.Find(proxy.Route, proxy.Cluster);
        if (!settings.ArePlain || !PlainRequests.IsPlain(context.Request) || pools.Get(destination.Model.Config.Address) is not { } pool)
            return next(context);
        proxy.ProxiedDestination = destination;
        return new ForwardedRequest(context, attempts, pool, settings, time, logger).SendAsync();
    }
}

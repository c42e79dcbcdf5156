using Foobar.Gateway.Balancing;
using Foobar.Gateway.Discovery;
using Foobar.Gateway.Forwarding;
using Foobar.Gateway.Protection.Answers;
using Foobar.Gateway.Retry;
using Foobar.Gateway.Transport;
using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Foobar.Gateway.Proxying;

/// <summary>The proxy and the order of its steps.</summary>
internal static class ProxyServices
{
    /// <summary>Adds the proxy with the routes and clusters of the section <c>ReverseProxy</c>.</summary>
    public static void AddProxy(this WebApplicationBuilder builder)
    {
        var destinations = new DestinationConnection(builder.IsPolled());
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy")).AddBalancing(builder.Configuration).AddRetries(builder.Configuration)
            .ConfigureHttpClient((_, client) =>
            {
                (client.ConnectTimeout, client.ConnectCallback) = (DestinationConnection.Timeout, destinations.OpenAsync);
                client.ActivityHeadersPropagator = null; // the balancer makes the span of an attempt, and passes it on
            });
        builder.AddDiscovery();
        builder.AddDirectForwarding();
        // The proxy brings authorization with it, and the framework would have every request go through it. No route asks for it; one that did would be refused.
        builder.Services.RemoveAll<IAuthorizationHandlerProvider>().RemoveAll<IAuthorizationService>().RemoveAll<IPolicyEvaluator>();
    }

    /// <summary>Maps everything that no other endpoint answers to the proxy.</summary>
    public static void MapProxy(this WebApplication app)
    {
        // The webs have their figures there, for insiders.
        app.Map(FoobarNames.MetricsPath, context => Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "is for something that is not here"));
        app.MapReverseProxy(proxy =>
        {
            // Each attempt chooses a destination anew, and each counts for the health of its destination.
            proxy.UseMiddleware<Retries>();
            proxy.UseMiddleware<Balancer>();
            proxy.UseDirectForwarding();
        });
    }
}

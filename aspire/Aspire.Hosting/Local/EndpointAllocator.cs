using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Local;

/// <summary>Gives every endpoint its ports.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration)
{
    /// <summary>Sets the address of each endpoint of a resource.</summary>
    /// <returns>The endpoints that need a proxy.</returns>
    /// <exception cref="DistributedApplicationException">The ports that the model asks for cannot be had together.</exception>
    public IReadOnlyList<EndpointAnnotation> Allocate(IResource resource)
    {
        var proxied = new List<EndpointAnnotation>();
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        var randomize = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.AllocatedEndpoint is null))
        {
            RefuseContradiction(resource, endpoint);
            var asked = randomize && endpoint.IsProxied ? null : endpoint.Port is 0 ? null : endpoint.Port;
            var replicated = resource.GetReplicaCount() > 1;
            // A process that has a fixed port of its own is reached there, unless the model wants it somewhere else too.
            var fixedTarget = resource is ContainerResource ? null : endpoint.TargetPort;
            var port = asked ?? (replicated ? null : fixedTarget) ?? LocalPorts.Allocate();
            var needsProxy = replicated || (fixedTarget is { } target && target != port);
            var targetPort = replicated
                ? ReplicaTemplate.ForPort(resource, endpoint, endpoints.Length)
                : (fixedTarget ?? port).ToString(CultureInfo.InvariantCulture);
            var address = IsLocal(endpoint.TargetHost) ? KnownHostNames.Localhost : endpoint.TargetHost;
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, address, port, targetPort);
            if (needsProxy)
                proxied.Add(endpoint);
        }
        return proxied;
    }

    private static void RefuseContradiction(IResource resource, EndpointAnnotation endpoint)
    {
        if (resource is ContainerResource)
        {
            if (endpoint.TargetPort is null)
                throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' for container resource '{resource.Name}' must specify the TargetPort value.");
            return;
        }
        if (resource.GetReplicaCount() > 1 && (endpoint.TargetPort is not null || !endpoint.IsProxied))
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' uses multiple replicas, so its endpoint '{endpoint.Name}' must be proxied and cannot have a fixed target port.");
        }
        if (endpoint.IsProxied && endpoint.Port is { } port && port == endpoint.TargetPort)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' is proxied, so its port and its target port cannot both be {port}. Leave one out or set isProxied: false.");
        }
    }

    private static bool IsLocal(string host) => host is "localhost" or "127.0.0.1" or "::1" or "[::1]" or "0.0.0.0" or "::" or "[::]" or "*" or "+";
}

using Yarp.ReverseProxy.Model;

namespace Foobar.Gateway.Balancing;

/// <summary>The destinations of one state of the configuration.</summary>
/// <param name="Source">The proxy's list.</param>
/// <param name="All">What is known of each, by name.</param>
/// <param name="Alone">Each as a list of its own for the proxy, in the same order.</param>
internal sealed record DestinationSet(IReadOnlyList<DestinationState> Source, Destination[] All, IReadOnlyList<DestinationState>[] Alone)
{
    /// <summary>The proxy's list for a request that only this one gets.</summary>
    public IReadOnlyList<DestinationState> Only(Destination destination) => Alone[Array.IndexOf(All, destination)];
}

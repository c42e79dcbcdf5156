namespace Foobar.Gateway.Admin;

/// <summary>A cluster at one moment.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="Destinations">Its destinations.</param>
internal sealed record ClusterStatistics(string Id, int Waiting, IReadOnlyList<DestinationStatistics> Destinations);

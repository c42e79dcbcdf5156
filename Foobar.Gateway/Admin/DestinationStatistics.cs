using Foobar.Gateway.Balancing;

namespace Foobar.Gateway.Admin;

/// <summary>A destination at one moment.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Warmth">The part of its share that it gets, 0 to 1.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="Requests">Requests since the start.</param>
/// <param name="Failures">Those of them that failed.</param>
/// <param name="Retries">Those of them that were sent again.</param>
/// <param name="Recent">The last minute.</param>
internal sealed record DestinationStatistics(
    string Id, string State, string Reason, DateTimeOffset Since, int Weight, double Warmth, int InFlight, long Requests, long Failures, long Retries, RecentFigures Recent);

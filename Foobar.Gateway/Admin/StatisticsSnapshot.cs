using Foobar.Gateway.Balancing;
using Foobar.Gateway.Caching;

namespace Foobar.Gateway.Admin;

/// <summary>What there is to see at one moment.</summary>
/// <param name="Instance">Which gateway this is.</param>
/// <param name="Version">The build.</param>
/// <param name="At">The moment.</param>
/// <param name="Started">When it started.</param>
/// <param name="Policy">How it balances.</param>
/// <param name="RetryBudget">Retries that it may make at once.</param>
/// <param name="Cache">What the response cache did and holds.</param>
/// <param name="Clusters">The clusters.</param>
/// <param name="Changes">The last changes, the newest first.</param>
internal sealed record StatisticsSnapshot(
    string Instance, string Version, DateTimeOffset At, DateTimeOffset Started, string Policy, double RetryBudget, CacheStatistics Cache, IReadOnlyList<ClusterStatistics> Clusters, IReadOnlyList<Change> Changes);

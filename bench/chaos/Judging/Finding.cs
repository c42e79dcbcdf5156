using Chaos.Record;

namespace Chaos.Judging;

/// <summary>One thing that must not have happened.</summary>
/// <param name="Kind">Of which kind it is.</param>
/// <param name="What">What was expected and what was found.</param>
/// <param name="Evidence">The operation that shows it; null when the stored data or a fault does.</param>
internal sealed record Finding(FindingKind Kind, string What, Operation? Evidence = null);

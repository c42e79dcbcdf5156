namespace Chaos.Record;

/// <summary>All that is known of a run, for the judge.</summary>
/// <param name="Operations">What the clients did, in the order of their ends.</param>
/// <param name="Faults">What was done to the site.</param>
/// <param name="Truths">What is stored at the end; one for each source.</param>
internal sealed record RunRecord(IReadOnlyList<Operation> Operations, IReadOnlyList<FaultRecord> Faults, IReadOnlyList<Truth> Truths);

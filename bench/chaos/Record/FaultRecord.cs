namespace Chaos.Record;

/// <summary>One fault that was made.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Impact">What visitors may notice of it.</param>
/// <param name="Begin">When it was made, since the start of the run.</param>
/// <param name="Heal">When its repair began.</param>
/// <param name="End">When everything was whole again.</param>
/// <param name="What">What was done to whom.</param>
/// <param name="Violations">What must not have happened and did, as the fault itself saw it.</param>
internal sealed record FaultRecord(string Name, FaultImpact Impact, TimeSpan Begin, TimeSpan Heal, TimeSpan End, string What, IReadOnlyList<string> Violations);

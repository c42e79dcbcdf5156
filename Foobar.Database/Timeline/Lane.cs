namespace Foobar.Database.Timeline;

/// <summary>A line of the drawing: one member, or the writes, over time.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Spans">Its stretches, in order.</param>
public sealed record Lane(string Name, IReadOnlyList<LaneSpan> Spans);

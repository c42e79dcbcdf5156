namespace Foobar.Database.Timeline;

/// <summary>A stretch of time in which something did not change, as parts of the whole range from 0 to 1.</summary>
/// <param name="Kind">What was so: a role of a member, or that writes were paused.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public readonly record struct LaneSpan(LaneKind Kind, double From, double To);

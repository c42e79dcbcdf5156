namespace Aspire.Dashboard.Timeline;

/// <summary>What happened to the resources in some time.</summary>
/// <param name="Lanes">How each was, by name.</param>
/// <param name="Events">What changed, the latest first.</param>
internal sealed record TimelineView(IReadOnlyList<TimelineLane> Lanes, IReadOnlyList<TimelineEvent> Events);

/// <summary>How an instance was, in parts that follow one another.</summary>
/// <param name="Label">The resource's name, or the instance's where there are several at a time.</param>
/// <param name="Segments">The parts, in their order.</param>
internal sealed record TimelineLane(string Label, IReadOnlyList<TimelineSegment> Segments);

/// <summary>A time in which nothing changed, as ticks in UTC.</summary>
internal readonly record struct TimelineSegment(ResourceMoment Moment, long From, long To);

/// <summary>A change.</summary>
/// <param name="Moment">How it was from then on.</param>
/// <param name="Label">What its lane is called, where it has one of its own.</param>
/// <param name="Text">What changed.</param>
internal sealed record TimelineEvent(ResourceMoment Moment, string Label, string Text);

namespace Chaos.Judging;

/// <summary>A part of a run.</summary>
/// <param name="From">Its begin, since the start of the run.</param>
/// <param name="To">Its end.</param>
internal readonly record struct TimeRange(TimeSpan From, TimeSpan To)
{
    /// <summary>The two have time in common.</summary>
    public bool Overlaps(TimeSpan from, TimeSpan to) => from < To && to > From;
}

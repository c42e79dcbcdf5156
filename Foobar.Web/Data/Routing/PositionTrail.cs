using System.Collections.Immutable;
using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>Where the primary was when, so that a replica's lag can be told in time without trusting any server's clock.</summary>
internal sealed class PositionTrail
{
    // At four probes a second, a minute; a replica further behind than that is behind by a minute at least.
    private const int StepsAtMost = 256;

    private readonly ImmutableArray<(long At, GtidSet Position)> _steps;

    private PositionTrail(ImmutableArray<(long At, GtidSet Position)> steps) => _steps = steps;

    /// <summary>Nothing is known yet.</summary>
    public static PositionTrail Empty { get; } = new([]);

    /// <summary>The trail with one more look at the primary; the same one when it has not moved.</summary>
    public PositionTrail With(long at, GtidSet position)
    {
        if (_steps.Length > 0 && _steps[^1].Position.Equals(position))
            return this;
        var kept = _steps.Length < StepsAtMost ? _steps : _steps.RemoveAt(0);
        return new PositionTrail(kept.Add((at, position)));
    }

    /// <summary>How long ago the primary was, for the first time, further than this; zero for a replica in step.</summary>
    /// <param name="position">What the replica had executed.</param>
    /// <param name="askedAt">When the replica was asked: later steps of the primary are no lag.</param>
    /// <param name="time">The clock of both timestamps.</param>
    public TimeSpan LagOf(GtidSet position, long askedAt, TimeProvider time)
    {
        // Positions only grow, so the steps that are reached come first.
        var (low, high) = (0, _steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (position.Contains(_steps[middle].Position))
                low = middle + 1;
            else
                high = middle;
        }
        return low < _steps.Length && _steps[low].At < askedAt ? time.GetElapsedTime(_steps[low].At, askedAt) : TimeSpan.Zero;
    }
}

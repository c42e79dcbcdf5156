using System.Collections.Immutable;

namespace Foobar.Database.Timeline;

/// <summary>What the looks so far have told, as much of it as the next look is compared with.</summary>
internal sealed record TimelineState
{
    /// <summary>Before the first look.</summary>
    public static readonly TimelineState Nothing = new();

    /// <summary>When the first look was.</summary>
    public DateTimeOffset? FirstLook { get; init; }

    /// <summary>The last primary that was seen; null when none ever was.</summary>
    public string? Primary { get; init; }

    /// <summary>When a primary was last seen.</summary>
    public DateTimeOffset? PrimarySeenAt { get; init; }

    /// <summary>The last look saw no primary, although an earlier one did.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When the majority was found lost; null while there is one.</summary>
    public DateTimeOffset? MajorityLostAt { get; init; }

    /// <summary>The members that are in the group and in step with it.</summary>
    public ImmutableHashSet<string> Joined { get; init; } = [];

    /// <summary>When members left that have not come back.</summary>
    public ImmutableDictionary<string, DateTimeOffset> LeftAt { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>For each member the last copy from another one that is known of.</summary>
    public ImmutableDictionary<string, string?> ClonedAt { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The members that have diverged.</summary>
    public ImmutableHashSet<string> Diverged { get; init; } = [];
}

namespace Foobar.Database.Timeline;

/// <summary>What a stretch of a lane shows.</summary>
public enum LaneKind
{
    /// <summary>Nobody was watching.</summary>
    Unknown,

    /// <summary>The member took the writes.</summary>
    Primary,

    /// <summary>The member was in step with the primary.</summary>
    Replica,

    /// <summary>The member was not in the group.</summary>
    Outside,

    /// <summary>No member took writes.</summary>
    Paused,
}

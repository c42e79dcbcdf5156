namespace Foobar.Web.Data.Routing;

/// <summary>What a member can be used for at present.</summary>
internal enum MemberRole
{
    /// <summary>Not probed yet.</summary>
    Unknown,

    /// <summary>Takes writes, and reads when no replica fits.</summary>
    Primary,

    /// <summary>In step with the primary; takes reads.</summary>
    Replica,

    /// <summary>A replica that is further behind than the limit; left out until it has caught up.</summary>
    Lagging,

    /// <summary>Answers, but in a part of the group without a majority, or fallen out of it, or as a second primary; its data may be old.</summary>
    Isolated,

    /// <summary>In the group and catching up.</summary>
    Recovering,

    /// <summary>Answers, but is not in the group that it is set up for.</summary>
    Offline,

    /// <summary>Does not answer.</summary>
    Unreachable,
}

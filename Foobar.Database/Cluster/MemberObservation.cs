namespace Foobar.Database.Cluster;

/// <summary>What one look at a member found.</summary>
internal sealed record MemberObservation
{
    /// <summary>The member's resource name.</summary>
    public required string Name { get; init; }

    /// <summary>Why the member did not answer; null when it did.</summary>
    public string? Unreachable { get; init; }

    /// <summary>The server's own UUID.</summary>
    public string ServerUuid { get; init; } = "";

    /// <summary>The transactions that the server has executed, as a GTID set.</summary>
    public string GtidExecuted { get; init; } = "";

    /// <summary>The server has a database of users, so it must never be reset.</summary>
    public bool HasUserSchema { get; init; }

    /// <summary>All transactions of the server are its own, from its initialisation.</summary>
    public bool HasOnlyOwnTransactions { get; init; }

    /// <summary>Its MEMBER_STATE: OFFLINE, RECOVERING, ONLINE, ERROR.</summary>
    public string GroupState { get; init; } = "OFFLINE";

    /// <summary>It is the group's primary by its own view.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Members of the group by its own view.</summary>
    public int GroupSize { get; init; }

    /// <summary>Members of the group that it has lost contact with.</summary>
    public int GroupUnreachable { get; init; }

    /// <summary>It answers.</summary>
    public bool IsReachable => Unreachable is null;

    /// <summary>It takes part in a group, or is on its way into one.</summary>
    public bool IsInGroup => IsReachable && GroupState is "ONLINE" or "RECOVERING";

    /// <summary>It was just initialised and has nothing to lose.</summary>
    public bool IsFresh => IsReachable && !HasUserSchema && HasOnlyOwnTransactions;

    /// <summary>It is a primary that the majority of its group is in touch with, so it can write.</summary>
    public bool IsWritablePrimary => IsReachable && GroupState == "ONLINE" && IsPrimary && (GroupSize - GroupUnreachable) * 2 > GroupSize;

    public override string ToString() => Unreachable is null ? $"{Name}: {GroupState}{(IsPrimary ? " primary" : "")}" : $"{Name}: {Unreachable}";
}

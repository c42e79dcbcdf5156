using Foobar.ServiceDefaults;

namespace Foobar.Database.Cluster;

/// <summary>What one look at a member found.</summary>
internal sealed record MemberObservation
{
    /// <summary>The member's resource name.</summary>
    public required string Name { get; init; }

    /// <summary>Why the member did not answer; null when it did.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Somebody else looks after the server (<see cref="DatabaseOptions.ManagesGroup"/>): whether it is in a group is theirs to know, and its read-only flags alone tell its role.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The server's own UUID.</summary>
    public string ServerUuid { get; init; } = "";

    /// <summary>Host and port at which the others know it.</summary>
    public string Address { get; init; } = "";

    /// <summary>Where it talks to its group: host and port.</summary>
    public string GroupAddress { get; init; } = "";

    /// <summary>The transactions that the server has executed.</summary>
    public GtidSet Executed { get; init; } = GtidSet.Empty;

    /// <summary>Those of them that are in its logs no longer: others cannot get them one by one.</summary>
    public GtidSet Purged { get; init; } = GtidSet.Empty;

    /// <summary>The transactions that it has from its group in its relay log, executed or not.</summary>
    public GtidSet Received { get; init; } = GtidSet.Empty;

    /// <summary>The server has a database of users, so it must never be reset.</summary>
    public bool HasUserSchema { get; init; }

    /// <summary>Its MEMBER_STATE: OFFLINE, RECOVERING, ONLINE, ERROR.</summary>
    public string GroupState { get; init; } = "OFFLINE";

    /// <summary>How long it has been seen in this state, or not been seen at all.</summary>
    public TimeSpan StateAge { get; init; }

    /// <summary>Its own view of the group.</summary>
    public GroupView View { get; init; } = GroupView.None;

    /// <summary>Its weight in elections; see <see cref="Seniority"/>.</summary>
    public int Weight { get; init; } = Seniority.Newcomer;

    /// <summary>It refuses writes of everybody.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Its next start in a group would form a new one.</summary>
    public bool IsBootstrapSwitchOn { get; init; }

    /// <summary>When its data was last copied from another member, as the server tells it; null when it never was.</summary>
    public string? ClonedAt { get; init; }

    /// <summary>Where its data is on its machine; empty when it did not answer.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>It answers.</summary>
    public bool IsReachable => Unreachable is null;

    /// <summary>It takes part in a group, or is on its way into one.</summary>
    public bool IsInGroup => IsReachable && !IsPlain && GroupState is "ONLINE" or "RECOVERING";

    /// <summary>It was just initialised and has nothing to lose.</summary>
    public bool IsFresh => IsReachable && !HasUserSchema && Received.IsEmpty && Executed.IsOnlyFrom(ServerUuid);

    /// <summary>All transactions that the server has on its disk.</summary>
    public GtidSet Transactions => Executed.Union(Received);

    /// <summary>By its own view it is the primary of a majority, or has no group to ask, and it takes writes.</summary>
    public bool ClaimsToBePrimary => IsReachable && GroupState == "ONLINE" && !IsReadOnly && (IsPlain || (View.PrimaryAddress == Address && View.HasMajority));

    public override string ToString() => Unreachable is null ? $"{Name}: {GroupState}{(View.PrimaryAddress == Address && IsInGroup ? " primary" : "")}" : $"{Name}: {Unreachable}";
}

namespace Foobar.Database.Cluster;

/// <summary>A member as another one, or itself, sees it.</summary>
/// <param name="Address">Host and port at which it serves clients.</param>
/// <param name="State">Its MEMBER_STATE: ONLINE, RECOVERING, UNREACHABLE and the like.</param>
/// <param name="Role">PRIMARY, SECONDARY, or nothing.</param>
internal sealed record GroupViewMember(string Address, string State, string Role);

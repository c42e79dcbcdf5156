namespace Chaos.Model;

/// <summary>A member by its own account.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Uuid">The server's UUID.</param>
/// <param name="IsWritable">It takes writes.</param>
/// <param name="State">Its state in the group, such as <c>ONLINE</c>.</param>
/// <param name="OnlineMembers">How many members of the group it sees online.</param>
internal sealed record MemberState(string Name, string Uuid, bool IsWritable, string State, int OnlineMembers);

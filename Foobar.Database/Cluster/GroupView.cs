namespace Foobar.Database.Cluster;

/// <summary>A member's own view of its group, which may be an old one.</summary>
/// <param name="Members">The members of the group, as the view has them.</param>
internal sealed record GroupView(IReadOnlyList<GroupViewMember> Members)
{
    /// <summary>The view of a server that is in no group.</summary>
    public static readonly GroupView None = new([]);

    /// <summary>Members of the group.</summary>
    public int Size => Members.Count;

    /// <summary>More than half of the group is in touch.</summary>
    public bool HasMajority => Members.Count(member => member.State != "UNREACHABLE") * 2 > Size;

    /// <summary>The address of the primary; null when the view has none.</summary>
    public string? PrimaryAddress => Members.FirstOrDefault(member => member.Role == "PRIMARY")?.Address;

    /// <summary>The member with that address is in the view, in whatever state.</summary>
    public bool Has(string address) => Members.Any(member => member.Address == address);
}

namespace Foobar.Web.Data.Routing;

/// <summary>What one probe read from a member.</summary>
internal sealed record MemberFacts
{
    /// <summary>The server refuses writes from everybody.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>This member's MEMBER_STATE; null where the server knows of no group.</summary>
    public string? GroupState { get; init; }

    /// <summary>Members of the group, as this member sees it.</summary>
    public int GroupSize { get; init; }

    /// <summary>Members of the group that this member has lost contact with.</summary>
    public int GroupUnreachable { get; init; }

    /// <summary>The transactions that it has executed, as a GTID set; empty where the server keeps none.</summary>
    public string Executed { get; init; } = "";
}

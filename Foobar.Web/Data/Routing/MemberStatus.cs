namespace Foobar.Web.Data.Routing;

/// <summary>One member as last seen: its role, whether it belongs to a group, and why it is not usable where it is not.</summary>
internal sealed record MemberStatus(string Name, MemberRole Role, bool InGroup, string? Reason)
{
    /// <summary>The status of a member that was not probed yet.</summary>
    public static MemberStatus NotProbed(string name) => new(name, MemberRole.Unknown, InGroup: false, "not probed yet");

    /// <summary>The status of a member that did not answer, for the given reason.</summary>
    public static MemberStatus NotReached(string name, string reason) => new(name, MemberRole.Unreachable, InGroup: false, reason);

    public override string ToString() => Reason is null ? $"{Name}: {Role}" : $"{Name}: {Role} ({Reason})";
}

using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>The outcome of one probe: what the member seems to be by itself, before the others are looked at.</summary>
/// <param name="Name">The member.</param>
/// <param name="Claim">The role that its facts give.</param>
/// <param name="InGroup">It is set up for a group.</param>
/// <param name="Reason">Why it is not usable, where it is not.</param>
/// <param name="Position">The transactions that it had executed.</param>
/// <param name="AskedAt">When it was asked; a timestamp of the time provider.</param>
internal sealed record MemberReport(string Name, MemberRole Claim, bool InGroup, string? Reason, GtidSet Position, long AskedAt)
{
    /// <summary>The report of a member that did not answer, for the given reason.</summary>
    public static MemberReport NotReached(string name, string reason, long askedAt) =>
        new(name, MemberRole.Unreachable, InGroup: false, reason, GtidSet.Empty, askedAt);
}

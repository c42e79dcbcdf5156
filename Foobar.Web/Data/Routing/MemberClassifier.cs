using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>Turns what a probe read into what the member claims to be.</summary>
internal static class MemberClassifier
{
    /// <summary>The role that the facts give; a server without a group is judged by its read-only flag alone.</summary>
    public static MemberReport Classify(string name, MemberFacts facts, GtidSet position, long askedAt)
    {
        var (claim, reason) = Judge(facts);
        return new MemberReport(name, claim, facts.GroupState is not null, reason, position, askedAt);
    }

    private static (MemberRole Claim, string? Reason) Judge(MemberFacts facts) => facts switch
    {
        { GroupState: null, ReadOnly: false } => (MemberRole.Primary, null),
        { GroupState: null, ReadOnly: true } => (MemberRole.Replica, null),
        { GroupState: "ONLINE" } when !HasMajority(facts) =>
            (MemberRole.Isolated, $"sees {facts.GroupSize - facts.GroupUnreachable} of {facts.GroupSize} members: no majority"),
        { GroupState: "ONLINE", ReadOnly: false } => (MemberRole.Primary, null),
        { GroupState: "ONLINE", ReadOnly: true } => (MemberRole.Replica, null),
        { GroupState: "ERROR" } => (MemberRole.Isolated, "has fallen out of the group"),
        { GroupState: "RECOVERING" } => (MemberRole.Recovering, "catching up with the group"),
        _ => (MemberRole.Offline, $"its state in the group is {facts.GroupState}"),
    };

    private static bool HasMajority(MemberFacts facts) => (facts.GroupSize - facts.GroupUnreachable) * 2 > facts.GroupSize;
}

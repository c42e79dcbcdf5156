namespace Foobar.Web.Data.Routing;

/// <summary>Turns what a probe read into a status.</summary>
internal static class MemberClassifier
{
    /// <summary>The role that the facts give; a server without a group is judged by its read-only flag alone.</summary>
    public static MemberStatus Classify(string name, MemberFacts facts) => facts switch
    {
        { GroupState: null, ReadOnly: false } => new(name, MemberRole.Primary, InGroup: false, null),
        { GroupState: null, ReadOnly: true } => new(name, MemberRole.Replica, InGroup: false, null),
        { GroupState: "ONLINE" } when !HasMajority(facts) => new(name, MemberRole.Isolated, InGroup: true,
            $"sees {facts.GroupSize - facts.GroupUnreachable} of {facts.GroupSize} members: no majority"),
        { GroupState: "ONLINE", ReadOnly: false } => new(name, MemberRole.Primary, InGroup: true, null),
        { GroupState: "ONLINE", ReadOnly: true } => new(name, MemberRole.Replica, InGroup: true, null),
        { GroupState: "RECOVERING" } => new(name, MemberRole.Recovering, InGroup: true, "catching up with the group"),
        _ => new(name, MemberRole.Offline, InGroup: true, $"its state in the group is {facts.GroupState}"),
    };

    private static bool HasMajority(MemberFacts facts) => (facts.GroupSize - facts.GroupUnreachable) * 2 > facts.GroupSize;
}

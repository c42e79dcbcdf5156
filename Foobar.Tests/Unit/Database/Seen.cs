using Foobar.Database.Cluster;
using Foobar.ServiceDefaults;

namespace Foobar.Tests.Unit.Database;

/// <summary>Members as looks at them find them. Their transactions are written without the source: <c>1-5:8</c>.</summary>
internal static class Seen
{
    private const string Group = "f00ba7f0-0ba7-4f00-ba7f-00ba7f00ba70";

    public static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    public static MemberObservation Fresh(string name) => Outside(name, "") with { HasUserSchema = false };

    public static MemberObservation Outside(string name, string transactions) => new()
    {
        Name = name,
        Address = $"{name}:3306",
        ServerUuid = Guid.NewGuid().ToString(),
        Executed = Transactions(transactions),
        HasUserSchema = true,
        StateAge = Long,
    };

    /// <summary>A server that somebody else looks after.</summary>
    public static MemberObservation Plain(string name, bool isReadOnly) => Outside(name, "1-5") with { IsPlain = true, GroupState = "ONLINE", IsReadOnly = isReadOnly };

    public static MemberObservation Gone(string name) => new() { Name = name, Unreachable = "connection refused", StateAge = Long };

    /// <summary>A member whose view has these members, the primary first; one with a question mark is unreachable in the view.</summary>
    public static MemberObservation InGroup(string name, string transactions, params string[] members) => Outside(name, transactions) with
    {
        GroupState = "ONLINE",
        IsReadOnly = members[0] != name,
        View = new GroupView(
            [.. members.Select((member, index) => new GroupViewMember($"{member.TrimEnd('?')}:3306", member.EndsWith('?') ? "UNREACHABLE" : "ONLINE", index == 0 ? "PRIMARY" : "SECONDARY"))]),
    };

    public static GtidSet Transactions(string numbers) => GtidSet.Parse(numbers.Length == 0 ? "" : $"{Group}:{numbers}");
}

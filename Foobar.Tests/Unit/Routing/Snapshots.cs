using Foobar.ServiceDefaults;
using Foobar.Web.Data.Routing;

namespace Foobar.Tests.Unit.Routing;

/// <summary>Makes snapshots of clusters for truth tables.</summary>
internal static class Snapshots
{
    public const string Source = "f00ba7f0-0ba7-4f00-ba7f-00ba7f00ba70";

    /// <summary>Members named by their index. P primary, R replica, r replica outside a group, L lagging, I isolated, X unreachable, V recovering, O offline.</summary>
    public static ClusterSnapshot Of(string letters) => new(1, [.. letters.Select(Member)], PositionTrail.Empty);

    /// <summary>The first transactions of the group, up to this number.</summary>
    public static GtidSet UpTo(long last) => GtidSet.Parse($"{Source}:1-{last}");

    private static MemberStatus Member(char letter, int index)
    {
        var role = letter switch
        {
            'P' => MemberRole.Primary,
            'R' or 'r' => MemberRole.Replica,
            'L' => MemberRole.Lagging,
            'I' => MemberRole.Isolated,
            'V' => MemberRole.Recovering,
            'O' => MemberRole.Offline,
            _ => MemberRole.Unreachable,
        };
        return new MemberStatus { Name = $"{index}", Role = role, Claim = role, InGroup = char.IsUpper(letter) };
    }
}

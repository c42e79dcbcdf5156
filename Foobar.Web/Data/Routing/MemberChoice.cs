namespace Foobar.Web.Data.Routing;

/// <summary>The order in which members are tried; pure, so that it reads and is tested as a truth table.</summary>
internal static class MemberChoice
{
    /// <summary>Members that can take a write.</summary>
    public static List<MemberStatus> ForWrite(ClusterSnapshot snapshot) =>
        [.. snapshot.Members.Where(member => member.Role == MemberRole.Primary)];

    /// <summary>
    /// Members that can answer a read, best first: replicas by turns, then the primary. An isolated member only answers
    /// eventual reads, and only when there is nothing better.
    /// </summary>
    public static List<MemberStatus> ForRead(ClusterSnapshot snapshot, ReadLevel level, uint turn)
    {
        // A replica outside a group cannot wait for the primary's writes, so a strong read goes past it.
        var candidates = snapshot.Members
            .Where(member => member.Role == MemberRole.Replica && (level == ReadLevel.Eventual || member.InGroup))
            .ToList();
        if (candidates.Count > 1)
        {
            var first = (int)(turn % (uint)candidates.Count);
            candidates = [.. candidates[first..], .. candidates[..first]];
        }
        candidates.AddRange(ForWrite(snapshot));
        if (level == ReadLevel.Eventual)
            candidates.AddRange(snapshot.Members.Where(member => member.Role == MemberRole.Isolated));
        return candidates;
    }
}

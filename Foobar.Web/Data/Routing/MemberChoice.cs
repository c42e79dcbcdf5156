namespace Foobar.Web.Data.Routing;

/// <summary>The order in which members are tried; pure, so that it reads and is tested as a truth table.</summary>
internal static class MemberChoice
{
    /// <summary>No member is left.</summary>
    public const int None = -1;

    /// <summary>The primary, unless it was tried.</summary>
    public static int NextForWrite(ClusterSnapshot snapshot, MemberMask tried) => First(snapshot.Primaries.Without(tried));

    /// <summary>
    /// The best member for a read of those that were not tried: a replica in step, then the primary. A read that need not be
    /// strong then goes to members that lag, and to those without a majority: old data is better than none.
    /// </summary>
    /// <param name="snapshot">The members.</param>
    /// <param name="level">What the read asks for.</param>
    /// <param name="turn">Counts the reads, for the round robin.</param>
    /// <param name="tried">Members that were tried for this read.</param>
    /// <param name="warmth">How much of its share each replica takes that has been away.</param>
    public static int NextForRead(ClusterSnapshot snapshot, in ReadLevel level, uint turn, MemberMask tried, in Warmth warmth)
    {
        // A replica outside a group cannot wait for the primary's writes, so a strong read goes past it.
        var replicas = (level.IsStrong ? snapshot.GroupReplicas : snapshot.Replicas).Without(tried);
        if (!replicas.IsEmpty)
            return level.Visitor is { } visitor ? ForVisitor(replicas, visitor, warmth) : InTurn(replicas, turn, warmth);
        var next = First(snapshot.Primaries.Without(tried));
        if (next == None && !level.IsStrong)
            next = First(snapshot.Laggards.Without(tried));
        if (next == None && !level.IsStrong)
            next = First(snapshot.Isolated.Without(tried));
        return next;
    }

    /// <summary>
    /// The visitor's replica is another one than a moment ago, or may be: only a strong read is sure not to be older than
    /// what they have read before.
    /// </summary>
    public static bool HasMoved(ClusterSnapshot snapshot, ulong visitor, int chosen, in Warmth warmth)
    {
        var weight = Weight(visitor, chosen);
        for (var i = 0; i < snapshot.Members.Length; i++)
        {
            // A member of less weight is not the visitor's, whatever becomes of it.
            if (Weight(visitor, i) >= weight && warmth.IsNewFor(snapshot.Members[i], visitor))
                return true;
        }
        return false;
    }

    private static int First(MemberMask members) => members.IsEmpty ? None : members.At(0);

    private static int InTurn(MemberMask replicas, uint turn, in Warmth warmth)
    {
        var chosen = replicas.At((int)(turn % (uint)replicas.Count));
        if (warmth.Admits(chosen, Scatter(turn)))
            return chosen;
        var warm = replicas.Without(warmth.Cold);
        return warm.IsEmpty ? chosen : warm.At((int)(turn / (uint)replicas.Count % (uint)warm.Count));
    }

    /// <summary>Rendezvous hashing: when a member goes, only its own visitors move, and each to a member of their own.</summary>
    private static int ForVisitor(MemberMask replicas, ulong visitor, in Warmth warmth)
    {
        var (best, coldest) = (None, None);
        for (var place = replicas.Count - 1; place >= 0; place--)
        {
            var member = replicas.At(place);
            if (coldest == None || Weight(visitor, member) > Weight(visitor, coldest))
                coldest = member;
            if (warmth.Admits(member, Scatter(visitor)) && (best == None || Weight(visitor, member) > Weight(visitor, best)))
                best = member;
        }
        return best == None ? coldest : best;
    }

    private static ulong Weight(ulong visitor, int member) => Scatter(visitor ^ Scatter((ulong)member + 1));

    /// <summary>Spreads neighbouring numbers evenly (the finaliser of SplitMix64).</summary>
    internal static ulong Scatter(ulong number)
    {
        number = (number + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        number = (number ^ number >> 27) * 0x94D049BB133111EB;
        return number ^ number >> 31;
    }
}

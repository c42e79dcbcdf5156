using System.Collections.Immutable;

namespace Foobar.Web.Data.Routing;

/// <summary>All members as last seen; a new one is made at every change, with the next sequence number.</summary>
internal sealed class ClusterSnapshot
{
    public ClusterSnapshot(long sequence, ImmutableArray<MemberStatus> members, PositionTrail trail)
    {
        Sequence = sequence;
        Members = members;
        Trail = trail;
        Replicas = Where(static member => member.Role == MemberRole.Replica);
        GroupReplicas = Where(static member => member is { Role: MemberRole.Replica, InGroup: true });
        Primaries = Where(static member => member.Role == MemberRole.Primary);
        Laggards = Where(static member => member.Role == MemberRole.Lagging);
        Isolated = Where(static member => member.Role == MemberRole.Isolated);
        Returning = Where(static member => member is { Role: MemberRole.Replica, IsReturning: true });
    }

    /// <summary>Counts the changes.</summary>
    public long Sequence { get; }

    /// <summary>The members, in configured order; the masks below have a bit for each, by its index.</summary>
    public ImmutableArray<MemberStatus> Members { get; }

    /// <summary>Where the primary was when.</summary>
    public PositionTrail Trail { get; }

    /// <summary>Members in step that take reads.</summary>
    public MemberMask Replicas { get; }

    /// <summary>Replicas that belong to a group, and so can wait for the primary's writes.</summary>
    public MemberMask GroupReplicas { get; }

    /// <summary>The member that takes writes; at most one.</summary>
    public MemberMask Primaries { get; }

    /// <summary>Replicas that are too far behind.</summary>
    public MemberMask Laggards { get; }

    /// <summary>Members without a majority.</summary>
    public MemberMask Isolated { get; }

    /// <summary>Replicas that have been away.</summary>
    public MemberMask Returning { get; }

    /// <summary>The snapshot before the first probe.</summary>
    public static ClusterSnapshot Initial(IEnumerable<string> names) => new(0, [.. names.Select(MemberStatus.NotProbed)], PositionTrail.Empty);

    /// <summary>The index of a member.</summary>
    /// <exception cref="ArgumentException">It is not one of the members.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Members[i].Name == name)
                return i;
        }
        throw new ArgumentException($"'{name}' is not one of the members.", nameof(name));
    }

    public override string ToString() => string.Join("; ", Members);

    private MemberMask Where(Func<MemberStatus, bool> condition)
    {
        var mask = MemberMask.None;
        for (var i = 0; i < Members.Length; i++)
        {
            if (condition(Members[i]))
                mask = mask.With(i);
        }
        return mask;
    }
}

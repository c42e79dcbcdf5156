using System.Collections.Immutable;

namespace Foobar.Web.Data.Routing;

/// <summary>All members as last seen; a new one is made at every change, with the next sequence number.</summary>
internal sealed record ClusterSnapshot(long Sequence, ImmutableArray<MemberStatus> Members)
{
    /// <summary>The snapshot before the first probe.</summary>
    public static ClusterSnapshot Initial(IEnumerable<string> names) => new(0, [.. names.Select(MemberStatus.NotProbed)]);

    /// <summary>The snapshot after one member was probed; the same one when nothing changed.</summary>
    public ClusterSnapshot With(MemberStatus status)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Members[i].Name != status.Name)
                continue;
            return Members[i] == status ? this : new ClusterSnapshot(Sequence + 1, Members.SetItem(i, status));
        }
        throw new ArgumentException($"'{status.Name}' is not one of the members.", nameof(status));
    }

    public override string ToString() => string.Join("; ", Members);
}

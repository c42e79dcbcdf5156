using System.Collections.Immutable;

namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>The latest views of all members, in the order of their numbers.</summary>
internal sealed record ClusterView(ImmutableArray<MemberView> Members)
{
    /// <summary>The primary that can write; null while there is none.</summary>
    /// <remarks>A primary that hung and goes on may take itself for one still, until it hears that the others have a new one: most voices count.</remarks>
    public MemberView? Primary => Members.Where(member => member.IsWritable).MaxBy(member => Members.Count(voice => voice.IsOnline && voice.PrimaryId == member.ServerId));

    /// <summary>Every member takes part in the group, and one can write.</summary>
    public bool IsComplete => Primary is not null && Members.All(member => member.IsOnline && member.Size == Members.Length);

    /// <summary>The replica that is least behind; null while there is none.</summary>
    public MemberView? LeastBehind => Members.Where(member => member.Role == MemberView.Replica).MinBy(member => member.Lag);

    /// <summary>The view with that of one member replaced.</summary>
    public ClusterView With(MemberView view) => new(Members.Replace(Members.First(member => member.Name == view.Name), view));

    /// <summary>Every view is newer than a timestamp of the monitor's clock.</summary>
    public bool IsNewerThan(long timestamp) => Members.All(member => member.AskedAt > timestamp);

    public override string ToString() => string.Join("; ", Members);
}

namespace Foobar.Database.Cluster;

/// <summary>The order in which the members came into the group, kept in their weights: the first one has the lowest.</summary>
/// <remarks>
/// The engine orders messages by turns of the members, and the first one in its list passes over the turns of a dead one. While the first one itself is dead,
/// for the 5 s until it is expelled, everything that the group must agree on takes 345 ms instead of 145 ms, every strong read too. So the primary is better another one:
/// an election takes the highest weight, the last one to come. The engine does not tell the order; the weights, unlike this process, live as long as their servers.
/// </remarks>
internal sealed class Seniority
{
    /// <summary>The weight of a member that is not known to have a place, the highest there is.</summary>
    public const int Newcomer = 100;

    private readonly HashSet<string> _away = [];

    /// <summary>The members in the primary's group, the first one first. One caller at a time.</summary>
    public MemberObservation[] Order(IReadOnlyList<MemberObservation> members, MemberObservation primary)
    {
        // A member that the engine takes back by itself, after it was expelled, has its old weight and a new place.
        _away.UnionWith(members.Where(member => member.Address.Length > 0 && !primary.View.Has(member.Address)).Select(member => member.Name));
        return [.. members.Where(member => member.IsInGroup && primary.View.Has(member.Address)).OrderBy(member => _away.Contains(member.Name) ? Newcomer : member.Weight)];
    }

    /// <summary>The member's weight is that of its place.</summary>
    public void Placed(MemberObservation member) => _away.Remove(member.Name);

    /// <summary>The member that is to be the primary instead of the first one; null when the primary is another one, or has one replica only.</summary>
    /// <param name="order">The members in the group, the first one first.</param>
    /// <param name="primary">The primary.</param>
    public static MemberObservation? FindSuccessor(IReadOnlyList<MemberObservation> order, MemberObservation primary) =>
        order.Count >= 3 && order[0].Name == primary.Name ? order[^1] : null;
}

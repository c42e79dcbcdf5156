namespace Foobar.Database.Cluster;

/// <summary>Puts a complete and quiet group into its best shape, once after each change of its members.</summary>
/// <remarks>Once only: what an operator changes afterwards, such as the primary, stays until members come or go.</remarks>
internal sealed class Arrangement(GroupReplication group, Operations operations)
{
    /// <summary>Nobody came to a group that works, or left it, for so long: a restart of all members, one after the other, is not disturbed.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Seniority _seniority = new();
    private Shape _shape = new();

    /// <summary>The group is formed anew by this service; nobody can have chosen its primary.</summary>
    public void Reset() => _shape = new Shape { MayMove = true };

    /// <summary>Begins what is to be done. One caller at a time.</summary>
    public void Observe(IReadOnlyList<MemberObservation> members, MemberObservation primary, CancellationToken cancellationToken)
    {
        var order = _seniority.Order(members, primary);
        for (var i = 0; i < order.Length; i++)
            Place(order[i], weight: i + 1, cancellationToken);
        // A new group is arranged at once: nobody works on it yet.
        var shape = _shape;
        var quiet = shape is { Members: null, MayMove: true } ? TimeSpan.Zero : Quiet;
        if (order.Length < members.Count || order.Any(member => member.GroupState != "ONLINE" || member.StateAge < quiet))
            return;
        var names = string.Join(", ", order.Select(member => member.Name));
        if (names != shape.Members)
            operations.Begin("The group", "be arranged", token => ArrangeAsync(shape, names, order, primary, token), cancellationToken);
    }

    private void Place(MemberObservation member, int weight, CancellationToken cancellationToken)
    {
        if (member.Weight == weight)
            _seniority.Placed(member);
        else
            operations.Begin(member.Name, "take its place", token => group.WeighAsync(member, weight, token), cancellationToken);
    }

    private async Task ArrangeAsync(Shape shape, string names, MemberObservation[] order, MemberObservation primary, CancellationToken cancellationToken)
    {
        await group.WidenAsync(primary, cancellationToken);
        // A group that this service found as it is has the primary that somebody may have wanted.
        if (shape.MayMove && Seniority.FindSuccessor(order, primary) is { } successor)
            await group.MovePrimaryAsync(primary, successor, cancellationToken);
        shape.MayMove = true;
        shape.Members = names;
    }

    /// <summary>What has been done for one group; a group that is formed later has one of its own.</summary>
    private sealed class Shape
    {
        /// <summary>The members that it was arranged for, in their order; null before the first time.</summary>
        public volatile string? Members;

        /// <summary>Whether the primary may be moved.</summary>
        public volatile bool MayMove;
    }
}

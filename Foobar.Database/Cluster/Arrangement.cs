namespace Foobar.Database.Cluster;

/// <summary>Puts a complete and quiet group into its best shape, once after each change of its members.</summary>
/// <remarks>Once only: what an operator changes afterwards, such as the primary, stays until members come or go.</remarks>
internal sealed class Arrangement(GroupReplication group, Operations operations)
{
    /// <summary>Nobody came to a group that works, or left it, for so long: a restart of all members, one after the other, is not disturbed.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Seniority _seniority = new();
    private string? _arranged;
    private bool _mayMove;

    /// <summary>The group is formed anew by this service; nobody can have chosen its primary.</summary>
    public void Reset()
    {
        _arranged = null;
        _mayMove = true;
    }

    /// <summary>Begins what is to be done. One caller at a time.</summary>
    public void Observe(IReadOnlyList<MemberObservation> members, MemberObservation primary, CancellationToken cancellationToken)
    {
        var order = _seniority.Order(members, primary);
        for (var i = 0; i < order.Length; i++)
            Place(order[i], weight: i + 1, cancellationToken);
        // A new group is arranged at once: nobody works on it yet.
        var quiet = _arranged is null && _mayMove ? TimeSpan.Zero : Quiet;
        if (order.Length < members.Count || order.Any(member => member.GroupState != "ONLINE" || member.StateAge < quiet))
            return;
        var names = string.Join(", ", order.Select(member => member.Name));
        if (names != _arranged)
            operations.Begin("The group", "be arranged", token => ArrangeAsync(names, order, primary, token), cancellationToken);
    }

    private void Place(MemberObservation member, int weight, CancellationToken cancellationToken)
    {
        if (member.Weight == weight)
            _seniority.Placed(member);
        else
            operations.Begin(member.Name, "take its place", token => group.WeighAsync(member, weight, token), cancellationToken);
    }

    private async Task ArrangeAsync(string names, MemberObservation[] order, MemberObservation primary, CancellationToken cancellationToken)
    {
        await group.WidenAsync(primary, cancellationToken);
        // A group that this service found as it is has the primary that somebody may have wanted.
        if (_mayMove && Seniority.FindSuccessor(order, primary) is { } successor)
            await group.MovePrimaryAsync(primary, successor, cancellationToken);
        _mayMove = true;
        _arranged = names;
    }
}

namespace Foobar.Web.Data.Routing;

/// <summary>No member could do the work within the deadline; the message lists every member with its reason.</summary>
internal sealed class MemberUnavailableException : Exception
{
    public MemberUnavailableException(string purpose, TimeSpan waited, ClusterSnapshot snapshot, OpenFailures failures)
        : base($"No MySQL member for {purpose} within {waited.TotalSeconds:0.#} s: {List(snapshot, failures)}.", failures.Last)
    {
    }

    public MemberUnavailableException(string purpose, TimeSpan waited, ClusterSnapshot snapshot, Exception last)
        : base($"{purpose} failed until its deadline of {waited.TotalSeconds:0.#} s, at last with: {MySqlErrors.Describe(last)} Members: {snapshot}.", last)
    {
    }

    private static string List(ClusterSnapshot snapshot, OpenFailures failures) =>
        string.Join("; ", snapshot.Members.Select(member => failures.For(member.Name) is { } failure ? $"{member.Name}: {member.Role} ({failure})" : member.ToString()));
}

namespace Foobar.Web.Data.Routing;

/// <summary>No member could do the work within the deadline; the message lists every member with its reason.</summary>
internal sealed class MemberUnavailableException : Exception
{
    public MemberUnavailableException(string purpose, TimeSpan waited, ClusterSnapshot snapshot, IReadOnlyDictionary<string, string> failures, Exception? inner)
        : base($"No MySQL member for {purpose} within {waited.TotalSeconds:0.#} s: {List(snapshot, failures)}.", inner)
    {
    }

    public MemberUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private static string List(ClusterSnapshot snapshot, IReadOnlyDictionary<string, string> failures) =>
        string.Join("; ", snapshot.Members.Select(member =>
            failures.TryGetValue(member.Name, out var failure) ? $"{member.Name}: {member.Role} ({failure})" : member.ToString()));
}

namespace Foobar.Database.Cluster;

/// <summary>A member's address among the members of its group, <c>host:port</c>.</summary>
/// <remarks>
/// The engine knows a member by the letters of its address. To one that it knows from an earlier life it connects again only after a pause that has grown by a second
/// with each attempt, and it hears the answer after another one: 6 to 12 s, in which the group waits for its turn at every message. A host's name means the same in any
/// case of its letters, so each life has a spelling that is new to the others.
/// </remarks>
internal static class GroupAddress
{
    /// <summary>The same address in another spelling, by chance; as it is when it has no letters, such as one of numbers.</summary>
    public static string Respell(string address, Random random)
    {
        if (!address.Any(char.IsAsciiLetter))
            return address;
        string spelling;
        do
            spelling = string.Concat(address.Select(character => random.Next(2) == 0 ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character)));
        while (spelling == address);
        return spelling;
    }

    /// <summary>Whether both mean the same member.</summary>
    public static bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

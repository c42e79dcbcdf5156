namespace Foobar.AppHost.Rotation;

/// <summary>How a web stands with the gateways, in words.</summary>
internal static class Standing
{
    /// <summary>The states in which a web does not get all that it could, as the gateway's statistics name them.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Down"] = "down",
        ["Draining"] = "draining",
        ["Failing"] = "failing",
        ["OnTrial"] = "on trial",
        ["ReadsOnly"] = "reads only",
        ["TakenOut"] = "taken out",
    };

    /// <summary>What the gateways' states of one web say, such as <c>draining</c> or <c>down at 1 of 2</c>; empty when all of them send it requests.</summary>
    public static string Describe(IReadOnlyCollection<string> states) => string.Join(", ", states
        .Where(Words.ContainsKey)
        .GroupBy(state => Words[state], (words, same) => (Words: words, Count: same.Count()))
        .OrderBy(group => group.Words, StringComparer.Ordinal)
        .Select(group => group.Count == states.Count ? group.Words : $"{group.Words} at {group.Count} of {states.Count}"));
}

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>A request of HTTP/2, and what must come of it.</summary>
/// <param name="Name">What is hostile about it.</param>
/// <param name="Expected">The statuses that the gateway may answer with; 0 is a stream or a connection that is ended without an answer.</param>
/// <param name="Headers">Headers that come after, or in place of, those of a usual GET. <c>CASE</c> and <c>SMUGGLED</c> stand for names that no other request has.</param>
/// <param name="Body">The body, if there is one.</param>
internal sealed record HostileStream(string Name, int[] Expected, (string Name, string Value)[] Headers, string? Body = null)
{
    /// <summary>All headers with these names put in; one that is null is left out.</summary>
    public IEnumerable<(string Name, string Value)> GetHeaders(string caseName, string smuggledName)
    {
        (string, string)[] usual = [(":method", "GET"), (":scheme", "http"), (":path", "/CASE"), (":authority", "site")];
        var given = Headers.Select(header => header.Name).ToHashSet();
        return usual.Where(header => !given.Contains(header.Item1)).Concat(Headers).Where(header => header.Item2 != Nothing)
            .Select(header => (header.Item1, header.Item2.Replace("CASE", caseName, StringComparison.Ordinal).Replace("SMUGGLED", smuggledName, StringComparison.Ordinal)));
    }

    /// <summary>The value of a usual header that is left out.</summary>
    public const string Nothing = "(nothing)";
}

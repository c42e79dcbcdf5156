namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Line">The request line.</param>
/// <param name="Headers">The header lines: name and value.</param>
/// <param name="Body">The body, a character for each byte; null when the connection ended before it did.</param>
internal sealed record RawRequest(string Line, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <summary>The request names this case in its line or its headers.</summary>
    public bool IsOf(string name) => Line.Contains(name, StringComparison.Ordinal) || Headers.Any(header => header.Value.Contains(name, StringComparison.Ordinal));

    /// <summary>The values of a header.</summary>
    public string[] this[string name] => [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}

using System.Globalization;
using System.Text;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Bytes that a client may send, and what must come of them.</summary>
/// <param name="Name">What is hostile about it.</param>
/// <param name="Expected">The statuses that the gateway may answer with, any of them; 0 is a connection that is closed without an answer.</param>
/// <param name="Text">What is sent, a byte for each character. <c>CASE</c> and <c>SMUGGLED</c> stand for names that no other request has.</param>
/// <param name="Absent">Headers that must not reach a destination.</param>
internal sealed record HostileRequest(string Name, int[] Expected, string Text, params string[] Absent)
{
    private const string EmptyLine = "\r\n\r\n";

    /// <summary>A second request, which must never be one to a destination.</summary>
    public const string Second = "GET /SMUGGLED HTTP/1.1\r\nHost: site\r\nX-Case: SMUGGLED\r\n\r\n";

    /// <summary>A GET with these headers, each with the end of its line.</summary>
    public static HostileRequest Get(string name, int[] expected, string headers, params string[] absent) =>
        new(name, expected, $"GET /CASE HTTP/1.1\r\nHost: site\r\n{headers}\r\n", absent);

    /// <summary>A POST with these headers, each with the end of its line, and this body.</summary>
    public static HostileRequest Post(string name, int[] expected, string headers, string body, params string[] absent) =>
        new(name, expected, $"POST /CASE HTTP/1.1\r\nHost: site\r\n{headers}\r\n{body}", absent);

    /// <summary>A POST whose body is these chunks, the last one included.</summary>
    public static HostileRequest Chunks(string name, int[] expected, string chunks, params string[] absent) =>
        Post(name, expected, "Transfer-Encoding: chunked\r\n", chunks, absent);

    /// <summary>A GET of this target.</summary>
    public static HostileRequest Target(string name, int[] expected, string target) =>
        new(name, expected, $"GET {target} HTTP/1.1\r\nHost: site\r\nX-Case: CASE\r\n\r\n");

    /// <summary>The bytes with these names. <c>LENGTH</c> and <c>SIZE</c> stand for the length of what follows the first empty line, in decimal, and of the second request, in hexadecimal.</summary>
    public byte[] ToBytes(string caseName, string smuggledName)
    {
        var text = Text.Replace("CASE", caseName, StringComparison.Ordinal).Replace("SMUGGLED", smuggledName, StringComparison.Ordinal);
        var length = text.Length - text.IndexOf(EmptyLine, StringComparison.Ordinal) - EmptyLine.Length;
        var size = Second.Replace("SMUGGLED", smuggledName, StringComparison.Ordinal).Length;
        return Encoding.Latin1.GetBytes(text
            .Replace("LENGTH", length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("SIZE", size.ToString("x", CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}

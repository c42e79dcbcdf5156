using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Reads requests byte by byte and takes nothing that any server could read in another way.</summary>
internal sealed partial class StrictRequestReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _end;

    /// <summary>The next request; null when the connection ends before it begins.</summary>
    /// <exception cref="AmbiguousRequestException">It breaks a rule, whether or not others overlook that.</exception>
    public async Task<RawRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(cancellationToken) is not { } line)
            return null;
        Require(RequestLine().IsMatch(line), $"The request line is '{line}'.");
        var headers = new List<(string Name, string Value)>();
        while (true)
        {
            var header = await ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException();
            if (header.Length == 0)
                break;
            Require(Header().IsMatch(header), $"A header line is '{header}'.");
            headers.Add((header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        }
        var request = new RawRequest(line, headers, null);
        Require(request["Host"].Length == 1, $"There are {request["Host"].Length} hosts.");
        var (lengths, encodings) = (request["Content-Length"], request["Transfer-Encoding"]);
        Require(lengths.Length + encodings.Length <= 1, "The body's length is told twice.");
        try
        {
            return request with { Body = lengths.Length > 0 ? await ReadBodyAsync(ToLength(lengths[0]), cancellationToken) : encodings.Length > 0 ? await ReadChunksAsync(encodings[0], cancellationToken) : "" };
        }
        catch (Exception exception) when (exception is EndOfStreamException or IOException)
        {
            return request;
        }
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+ (/[!-\"$-~]*|\\*) HTTP/1\\.1$")]
    private static partial Regex RequestLine();

    [GeneratedRegex("^[!#$%&'*+.^`|~0-9A-Za-z-]+:[ ]?([\\x21-\\x7e\\x80-\\xff]([\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?$")]
    private static partial Regex Header();

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new AmbiguousRequestException(otherwise);
    }

    private static int ToLength(string text)
    {
        Require(text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit), $"The length is '{text}'.");
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadChunksAsync(string encoding, CancellationToken cancellationToken)
    {
        Require(encoding == "chunked", $"The encoding is '{encoding}'.");
        var body = new StringBuilder();
        while (true)
        {
            var size = await ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException();
            Require(size.Length is > 0 and < 9 && size.All(char.IsAsciiHexDigit), $"The size of a chunk is '{size}'.");
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await ReadBodyAsync(length, cancellationToken));
            var end = await ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException();
            Require(end.Length == 0, $"A chunk ends with '{end}'.");
            if (length == 0)
                return body.ToString();
        }
    }

    private async Task<string> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new StringBuilder(length);
        while (body.Length < length)
        {
            if (_at == _end && !await FillAsync(cancellationToken))
                throw new EndOfStreamException();
            var part = Math.Min(length - body.Length, _end - _at);
            body.Append(Encoding.Latin1.GetString(_buffer, _at, part));
            _at += part;
        }
        return body.ToString();
    }

    /// <summary>A line without its CR LF; null at the end of the connection.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_at == _end && !await FillAsync(cancellationToken))
                return line.Length == 0 ? null : throw new EndOfStreamException();
            var character = (char)_buffer[_at++];
            Require(character != '\n' || (line.Length > 0 && line[^1] == '\r'), $"LF without CR after '{line}'.");
            if (character == '\n')
                return line.ToString(0, line.Length - 1);
            Require(line.Length == 0 || line[^1] != '\r', $"CR without LF in '{line}'.");
            line.Append(character);
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Forwarding;

/// <summary>The head of an answer of HTTP/1.1, as one connection reads one after another.</summary>
/// <remarks>Strict, as what two may read in two ways lets one visitor have another one's answer. The answers of a destination have mostly the same headers: what is as the last time is taken from there.</remarks>
internal sealed class AnswerHead
{
    /// <summary>Bytes that a head may have at most, as in the framework's client.</summary>
    public const int LengthAtMost = 64 * 1024;

    private const int KeptAtMost = 2 * 1024;

    private static readonly SearchValues<byte> s_token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> s_controls = SearchValues.Create([0, .. Enumerable.Range(1, 31).Where(code => code != '\t').Select(code => (byte)code), 127]);

    private readonly byte[] _kept = new byte[KeptAtMost]; // the last head
    private List<Header> _headers = [];
    private List<Header> _last = [];
    private bool _hasEncoding;

    private enum Kind
    {
        PassedOn,
        Hop,
        Length,
        Encoding,
        Connection,
    }

    /// <summary>The status, 100 to 999.</summary>
    public int Status { get; private set; }

    /// <summary>What it says beside the status; null for what everybody says.</summary>
    public string? Reason { get; private set; }

    /// <summary>How the body ends.</summary>
    public BodyFraming Framing { get; private set; }

    /// <summary>The body's length in bytes, where that is how it ends.</summary>
    public long Length { get; private set; }

    /// <summary>Another request may follow on the connection.</summary>
    public bool IsPersistent { get; private set; }

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">What has arrived.</param>
    /// <param name="isHead">The request was for the head alone.</param>
    /// <param name="length">Bytes of the head.</param>
    /// <returns>False when there is more of it to come.</returns>
    /// <exception cref="MalformedAnswerException">It is none.</exception>
    public bool TryRead(ReadOnlySpan<byte> bytes, bool isHead, out int length)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        length = end + 4;
        if (end < 0)
            return bytes.Length < LengthAtMost ? false : throw new MalformedAnswerException($"The head of the answer is longer than {LengthAtMost} bytes.");
        Read(bytes[..(end + 2)], isHead);
        return true;
    }

    /// <summary>Reads a line of a head, without its end.</summary>
    /// <exception cref="MalformedAnswerException">It is no header.</exception>
    public static (string Name, string Value) ParseHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 1 || line[..colon].ContainsAnyExcept(s_token))
            throw new MalformedAnswerException("A line of the answer is no header.");
        var name = Encoding.ASCII.GetString(line[..colon]);
        return (string.IsInterned(name) ?? name, ParseValue(line[(colon + 1)..])); // the server finds those faster that it has as literals
    }

    /// <summary>Puts status and headers into the answer for the client.</summary>
    /// <exception cref="MalformedAnswerException">The server refuses one of them, such as letters beyond ASCII, or content where there is none.</exception>
    public void CopyTo(HttpResponse response)
    {
        if (Status == StatusCodes.Status205ResetContent && Framing == BodyFraming.Length)
            throw new MalformedAnswerException("An answer with the status 205 has no content.");
        response.StatusCode = Status;
        if (Reason is not null)
            response.HttpContext.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = Reason;
        try
        {
            foreach (var header in _headers)
            {
                if (header.Kind == Kind.PassedOn || (header.Kind == Kind.Length && !_hasEncoding && Status != StatusCodes.Status205ResetContent))
                    Add(response.Headers, header.Name, header.Value);
            }
        }
        catch (InvalidOperationException refusal)
        {
            throw new MalformedAnswerException($"A header of the answer cannot be passed on: {refusal.Message}");
        }
    }

    private static void Add(IHeaderDictionary headers, string name, string value)
    {
        var own = headers[name];
        // The gateway may have said that one itself.
        if (own.Count == 0)
            headers[name] = value;
        else if (!string.Equals(name, HeaderNames.StrictTransportSecurity, StringComparison.OrdinalIgnoreCase))
            headers[name] = StringValues.Concat(own, value);
    }

    private void Read(ReadOnlySpan<byte> head, bool isHead)
    {
        (_headers, _last) = (_last, _headers);
        _headers.Clear();
        var lineEnd = head.IndexOf((byte)'\n') + 1;
        var isPersistent = ReadStatus(head[..lineEnd]);
        long? length = null;
        string? encoding = null;
        for (var start = lineEnd; start < head.Length; start = lineEnd)
        {
            lineEnd = start + head[start..].IndexOf((byte)'\n') + 1;
            var header = ReadHeader(head, start, lineEnd - start);
            _headers.Add(header);
            switch (header.Kind)
            {
                case Kind.Length:
                    var given = ParseLength(header.Value);
                    length = length is null || length == given ? given : throw new MalformedAnswerException("The answer has two lengths.");
                    break;
                case Kind.Encoding:
                    encoding = encoding is null ? header.Value : $"{encoding}, {header.Value}";
                    break;
                case Kind.Connection:
                    isPersistent = IsPersistentBy(header.Value, isPersistent);
                    break;
            }
        }
        head[..Math.Min(head.Length, KeptAtMost)].CopyTo(_kept);
        (IsPersistent, _hasEncoding) = (isPersistent, encoding is not null);
        SetFraming(isHead, length, encoding);
    }

    private void SetFraming(bool isHead, long? length, string? encoding)
    {
        Length = 0;
        if (isHead || Status is < 200 or StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            Framing = BodyFraming.None;
        }
        else if (encoding is not null)
        {
            if (!"chunked".Equals(encoding, StringComparison.OrdinalIgnoreCase))
                throw new MalformedAnswerException($"The answer has a transfer encoding that was not asked for: {encoding}.");
            Framing = BodyFraming.Chunked;
            IsPersistent &= length is null;
        }
        else if (length is not null)
        {
            (Framing, Length) = length == 0 ? (BodyFraming.None, 0) : (BodyFraming.Length, length.Value);
        }
        else
        {
            (Framing, IsPersistent) = (BodyFraming.UntilClose, false);
        }
    }

    private bool ReadStatus(ReadOnlySpan<byte> line)
    {
        // HTTP/1.1 200 OK
        if (line.Length < 14 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ' || line[^2] != '\r'
            || !Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 100 || line[12] is not ((byte)' ' or (byte)'\r'))
            throw new MalformedAnswerException("The answer does not begin as one of HTTP/1.1.");
        var reason = line[12] == ' ' ? line[13..^2] : default;
        if (reason.ContainsAny(s_controls))
            throw new MalformedAnswerException("The answer's first line has control characters.");
        Status = status;
        var usual = ReasonPhrases.GetReasonPhrase(status);
        Reason = Ascii.Equals(reason, usual) ? null : Encoding.Latin1.GetString(reason);
        return line[7] == '1';
    }

    private Header ReadHeader(ReadOnlySpan<byte> head, int start, int length)
    {
        var line = head.Slice(start, length);
        var index = _headers.Count;
        if (index < _last.Count && _last[index] is var last && last.Start + last.Length <= KeptAtMost && line.SequenceEqual(_kept.AsSpan(last.Start, last.Length)))
            return last with { Start = start };

        if (line.Length < 2 || line[^2] != '\r')
            throw new MalformedAnswerException("A line of the answer's head does not end as it must.");
        line = line[..^2];
        var (name, value) = index < _last.Count && IsNamed(line, _last[index].Name) ? (_last[index].Name, ParseValue(line[(_last[index].Name.Length + 1)..])) : ParseHeader(line);
        return new Header(start, length, name, value, FindKind(name));
    }

    private static bool IsNamed(ReadOnlySpan<byte> line, string name) => line.Length > name.Length && line[name.Length] == ':' && Ascii.Equals(line[..name.Length], name);

    private static string ParseValue(ReadOnlySpan<byte> text)
    {
        var value = text.Trim(" \t"u8);
        return value.ContainsAny(s_controls) ? throw new MalformedAnswerException("A header of the answer has control characters.") : Encoding.Latin1.GetString(value);
    }

    private static Kind FindKind(string name)
    {
        if (name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
            return Kind.Length;
        if (name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase))
            return Kind.Encoding;
        if (name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase))
            return Kind.Connection;
        return HopHeaders.Contains(name) ? Kind.Hop : Kind.PassedOn;
    }

    private static long ParseLength(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new MalformedAnswerException($"The answer's length is none: {value}.");

    private static bool IsPersistentBy(string connection, bool isPersistent)
    {
        foreach (var option in connection.AsSpan().Split(','))
        {
            if (connection.AsSpan(option).Trim().Equals("close", StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return isPersistent;
    }

    private readonly record struct Header(int Start, int Length, string Name, string Value, Kind Kind);
}

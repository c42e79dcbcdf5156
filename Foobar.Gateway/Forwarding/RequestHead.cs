using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Forwarding;

/// <summary>Writes the head of a request that has no body, as HTTP/1.1.</summary>
internal ref struct RequestHead
{
    private const int LongestAddress = 64;

    private static readonly SearchValues<char> s_lineEnds = SearchValues.Create("\r\n\0");

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _room;
    private int _length;

    private RequestHead(IBufferWriter<byte> output)
    {
        _output = output;
        _room = output.GetSpan(1024);
    }

    /// <summary>Writes it.</summary>
    /// <param name="request">The client's request, whose path needs no escapes.</param>
    /// <param name="host">What to say in <c>Host</c>.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="InvalidOperationException">A header would be two; requests with such headers are refused before.</exception>
    public static void Write(HttpRequest request, string host, IBufferWriter<byte> output)
    {
        var head = new RequestHead(output);
        head.Write(request.Method);
        head.Write(" "u8);
        head.Write(request.Path.Value);
        head.Write(request.QueryString.Value);
        head.Write(" HTTP/1.1\r\nHost: "u8);
        head.Write(host);
        head.Write("\r\n"u8);
        foreach (var (name, values) in request.Headers)
        {
            if (name[0] != ':' && !HopHeaders.Contains(name) && !name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase) && !name.Equals(HeaderNames.Expect, StringComparison.OrdinalIgnoreCase))
                head.Write(name, values);
        }
        head.WriteForwarded(request);
        head.Write("\r\n"u8);
        output.Advance(head._length);
    }

    private void WriteForwarded(HttpRequest request)
    {
        if (request.HttpContext.Connection.RemoteIpAddress is { } address)
        {
            Write("X-Forwarded-For: "u8);
            Write(address);
            Write("\r\n"u8);
        }
        if (request.Host.HasValue)
        {
            Write("X-Forwarded-Host: "u8);
            Write(request.Host.ToUriComponent());
            Write("\r\n"u8);
        }
        Write("X-Forwarded-Proto: "u8);
        Write(request.Scheme);
        Write("\r\n"u8);
    }

    private void Write(string name, StringValues values)
    {
        var value = values.Count == 1 ? values[0] : string.Join(name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase) ? "; " : ", ", values.ToArray());
        if (value.AsSpan().ContainsAny(s_lineEnds))
            throw new InvalidOperationException($"The header {name} has the end of a line in it.");
        Write(name);
        Write(": "u8);
        Write(value);
        Write("\r\n"u8);
    }

    private void Write(IPAddress address)
    {
        MakeRoom(LongestAddress);
        address.TryFormat(_room[_length..], out var count);
        _length += count;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_room[_length..]);
        _length += bytes.Length;
    }

    private void Write(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        MakeRoom(3 * text.Length); // each letter has at most three bytes
        _length += Encoding.UTF8.GetBytes(text, _room[_length..]);
    }

    private void MakeRoom(int bytes)
    {
        if (_room.Length - _length >= bytes)
            return;
        _output.Advance(_length);
        _length = 0;
        _room = _output.GetSpan(Math.Max(1024, bytes));
    }
}

using System.Buffers.Text;

namespace Foobar.Gateway.Forwarding;

/// <summary>Takes a body in chunks apart (RFC 9112, section 7.1), piece by piece as it arrives.</summary>
internal sealed class ChunkedBody
{
    private const int LongestLine = 8 * 1024;

    private State _state;
    private long _left; // of the present chunk
    private int _trailerBytes;

    private enum State
    {
        Size,
        Data,
        EndOfData,
        Trailers,
        Over,
    }

    /// <summary>The last chunk and what follows it have been read.</summary>
    public bool IsOver => _state == State.Over;

    /// <summary>What came after the last chunk.</summary>
    public List<(string Name, string Value)> Trailers { get; } = [];

    /// <summary>Finds the next piece of what is sent.</summary>
    /// <param name="bytes">What has arrived and was not taken.</param>
    /// <param name="piece">Where the piece is; empty when there is none yet, or no more.</param>
    /// <returns>How many bytes to take, which the piece is at the end of.</returns>
    /// <exception cref="MalformedAnswerException">These are no chunks.</exception>
    public int Read(ReadOnlySpan<byte> bytes, out Range piece)
    {
        piece = default;
        var taken = 0;
        while (_state != State.Over)
        {
            var rest = bytes[taken..];
            if (_state == State.Data)
            {
                if (rest.IsEmpty)
                    return taken;
                var count = (int)Math.Min(_left, rest.Length);
                _left -= count;
                if (_left == 0)
                    _state = State.EndOfData;
                piece = taken..(taken + count);
                return taken + count;
            }
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
                return rest.Length <= LongestLine ? taken : throw new MalformedAnswerException("A line of the answer's chunks is too long.");
            if (end == 0 || rest[end - 1] != '\r')
                throw new MalformedAnswerException("A line of the answer's chunks does not end as it must.");
            ReadLine(rest[..(end - 1)]);
            taken += end + 1;
        }
        return taken;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        switch (_state)
        {
            case State.Size:
                _left = ParseSize(line);
                _state = _left == 0 ? State.Trailers : State.Data;
                break;
            case State.EndOfData:
                if (!line.IsEmpty)
                    throw new MalformedAnswerException("A chunk of the answer is longer than it says.");
                _state = State.Size;
                break;
            case State.Trailers when line.IsEmpty:
                _state = State.Over;
                break;
            default:
                _trailerBytes += line.Length;
                if (_trailerBytes > AnswerHead.LengthAtMost)
                    throw new MalformedAnswerException($"The answer's trailers are longer than {AnswerHead.LengthAtMost} bytes.");
                Trailers.Add(AnswerHead.ParseHeader(line));
                break;
        }
    }

    private static long ParseSize(ReadOnlySpan<byte> line)
    {
        var digits = line.IndexOf((byte)';') is var extension and >= 0 ? line[..extension].TrimEnd(" \t"u8) : line;
        return digits.Length is > 0 and <= 15 && Utf8Parser.TryParse(digits, out long size, out var count, 'x') && count == digits.Length
            ? size
            : throw new MalformedAnswerException("The length of a chunk of the answer is none.");
    }
}

using System.Text;
using Foobar.Gateway.Forwarding;

namespace Foobar.Tests.Unit.Gateway.Forwarding;

/// <summary>Bodies in chunks, however they arrive.</summary>
public sealed class ChunkedBodyTests
{
    [Theory]
    [InlineData("0|", "", "")]
    [InlineData("5|12345|0|", "12345", "")]
    [InlineData("5|12345|3|678|0|", "12345678", "")]
    [InlineData("00a|0123456789|0|", "0123456789", "")]
    [InlineData("A|0123456789|000|", "0123456789", "")]
    [InlineData("5;name=value|12345|0;last|", "12345", "")]
    [InlineData("5 ;name|12345|0|", "12345", "")]
    [InlineData("2|\r\n|0|", "\r\n", "")]
    [InlineData("5|12345|0|X-Sum: 15|Y:z|", "12345", "X-Sum=15;Y=z")]
    public void They_are_the_same_in_pieces_of_any_length(string lines, string body, string trailers)
    {
        var bytes = Encoding.Latin1.GetBytes(lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n");

        for (var atOnce = 1; atOnce <= bytes.Length; atOnce++)
        {
            var (read, chunks, left) = Read([.. bytes, .. "next"u8], atOnce);
            Assert.Equal((body, true, "next"), (read, chunks.IsOver, left));
            Assert.Equal(trailers, string.Join(';', chunks.Trailers.Select(trailer => $"{trailer.Name}={trailer.Value}")));
        }
    }

    [Theory]
    [InlineData("|")]
    [InlineData("x|")]
    [InlineData("-1|")]
    [InlineData("0x5|12345|")]
    [InlineData(" 5|12345|")]
    [InlineData("5\n12345|")]
    [InlineData("5|123456|0|")]
    [InlineData("5|12345X|0|")]
    [InlineData("1000000000000000|")]
    [InlineData("0|no trailer|")]
    public void What_are_no_chunks_is_refused(string lines) => Assert.Throws<MalformedAnswerException>(() => Read(Encoding.Latin1.GetBytes(lines.Replace("|", "\r\n", StringComparison.Ordinal)), 3));

    [Fact]
    public void A_line_without_an_end_is_refused() => Assert.Throws<MalformedAnswerException>(() => Read(Encoding.Latin1.GetBytes("5;" + new string('x', 20_000)), 20_002));

    [Fact]
    public void Trailers_without_an_end_are_refused() =>
        Assert.Throws<MalformedAnswerException>(() => Read(Encoding.Latin1.GetBytes("0\r\n" + string.Concat(Enumerable.Repeat($"X: {new string('x', 1000)}\r\n", 100))), 4096));

    /// <returns>The body, the chunks, and what came after them.</returns>
    private static (string Body, ChunkedBody Chunks, string Left) Read(byte[] bytes, int atOnce)
    {
        var chunks = new ChunkedBody();
        var body = new StringBuilder();
        var (taken, received) = (0, 0);
        while (!chunks.IsOver)
        {
            var count = chunks.Read(bytes.AsSpan(taken, received - taken), out var piece);
            body.Append(Encoding.Latin1.GetString(bytes.AsSpan(taken, received - taken)[piece]));
            taken += count;
            if (count == 0 && received == bytes.Length)
                break;
            if (count == 0)
                received = Math.Min(bytes.Length, received + atOnce);
        }
        return (body.ToString(), chunks, Encoding.Latin1.GetString(bytes.AsSpan(taken)));
    }
}

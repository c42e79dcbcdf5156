using System.Buffers;
using Foobar.Gateway.Tls;

namespace Foobar.Tests.Unit.Gateway.Tls;

public sealed class ClientHelloTests
{
    private static readonly byte[] ServerName = [0, 0, 0, 4, 1, 2, 3, 4];

    [Theory]
    [InlineData(new byte[] { 3, 4 }, true)]
    [InlineData(new byte[] { 3, 3 }, false)]
    [InlineData(new byte[] { 0x7a, 0x7a, 3, 4, 3, 3 }, true)] // with a version that is none, as browsers send
    [InlineData(new byte[] { 0x7a, 0x7a, 3, 3, 3, 2 }, false)]
    [InlineData(new byte[] { }, false)]
    public void The_versions_that_a_client_knows_are_found(byte[] versions, bool expected) => Assert.Equal(expected, OffersTls13(Hello(versions)));

    [Fact]
    public void A_client_that_names_no_versions_is_an_old_one() => Assert.False(OffersTls13(Hello(versions: null)));

    [Fact]
    public void A_hello_that_comes_in_pieces_is_read()
    {
        var hello = Hello([3, 4]);
        var first = new Piece(hello[..1]);
        var last = hello.Skip(1).Aggregate(first, (piece, value) => piece.Append([value]));

        Assert.True(ClientHello.OffersTls13(new ReadOnlySequence<byte>(first, 0, last, 1)));
    }

    [Fact]
    public void Half_a_hello_is_none()
    {
        var hello = Hello([3, 4]);

        Assert.All(Enumerable.Range(0, hello.Length - 1), length => Assert.False(OffersTls13(hello[..length])));
    }

    [Fact]
    public void More_is_to_come_until_the_hello_is_whole()
    {
        var hello = Hello([3, 4]);

        Assert.All(Enumerable.Range(0, hello.Length - 1), length => Assert.True(IsPart(hello[..length])));
        Assert.False(IsPart(hello));
        Assert.False(IsPart([.. hello, 22]));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("\u0080")]
    public void Nothing_is_to_come_of_what_begins_no_hello(string text) => Assert.False(IsPart(System.Text.Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Any_bytes_can_be_read()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 10_000; i++)
        {
            var hello = Hello([3, 3]);
            hello[random.Next(hello.Length)] = (byte)random.Next(256);
            hello[random.Next(hello.Length)] = (byte)random.Next(256);
            Assert.Null(Record.Exception(() => OffersTls13(hello)));
        }
    }

    private static bool IsPart(byte[] bytes) => ClientHello.IsPart(new ReadOnlySequence<byte>(bytes));

    private static bool OffersTls13(byte[] hello) => ClientHello.OffersTls13(new ReadOnlySequence<byte>(hello));

    private static byte[] Hello(byte[]? versions)
    {
        byte[] extensions = versions is null ? ServerName : [.. ServerName, 0, 43, 0, (byte)(versions.Length + 1), (byte)versions.Length, .. versions];
        byte[] body = [3, 3, .. new byte[32], 3, 7, 7, 7, 0, 2, 0x13, 1, 1, 0, 0, (byte)extensions.Length, .. extensions];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes) => Memory = bytes;

        public Piece Append(byte[] bytes)
        {
            var next = new Piece(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

using static Foobar.Tests.Integration.Gateway.Hostile.HostileRequest;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Bodies in chunks that are not what they should be.</summary>
internal static class HostileChunks
{
    private const string Last = "0\r\n\r\n";

    public static IEnumerable<HostileRequest> All =>
    [
        Chunks("A size that is no number", [400], $"zz\r\nhello\r\n{Last}"),
        Chunks("A size below nothing", [400], $"-5\r\nhello\r\n{Last}"),
        Chunks("A size with a plus", [400], $"+5\r\nhello\r\n{Last}"),
        Chunks("A size with a prefix", [400], $"0x5\r\nhello\r\n{Last}"),
        Chunks("A size after a blank", [400], $" 5\r\nhello\r\n{Last}"),
        Chunks("A size after a tab", [400], $"\t5\r\nhello\r\n{Last}"),
        Chunks("A size before a blank", [200, 400], $"5 \r\nhello\r\n{Last}"),
        Chunks("A size with an underscore", [400], $"1_0\r\nhello\r\n{Last}"),
        Chunks("No size", [400], $"\r\nhello\r\n{Last}"),
        Chunks("A size of 31 bits and one more", [400], $"80000000\r\nhello\r\n{Last}"),
        Chunks("A size of 64 bits and more", [400], $"FFFFFFFFFFFFFFFFF\r\nhello\r\n{Last}"),
        Chunks("A size that wraps round to five", [400], $"10000000000000005\r\nhello\r\n{Last}"),
        Chunks("A thousand noughts before a size", [200, 400], $"{new string('0', 1000)}5\r\nhello\r\n{Last}"),
        Chunks("A size in capitals", [200], $"A\r\n0123456789\r\n{Last}"),
        Chunks("A size line that ends in LF", [400], $"5\nhello\r\n{Last}"),
        Chunks("A size line that ends in CR", [400], $"5\rhello\r\n{Last}"),
        Chunks("A size line that ends in CR CR LF", [400], $"5\r\r\nhello\r\n{Last}"),
        Chunks("A chunk that ends in LF", [400], $"5\r\nhello\n{Last}"),
        Chunks("A chunk that does not end", [400], $"5\r\nhelloworld\r\n{Last}"),
        Chunks("A chunk that is shorter than its size", [400], $"6\r\nhello\r\n{Last}{Second}"),
        Chunks("A chunk with two bytes in place of its end", [400], $"5\r\nhelloXX\r\n{Last}"),
        Chunks("An extension", [200], $"5;name=value\r\nhello\r\n{Last}"),
        Chunks("An extension with a lone LF", [400], $"5;a\nhello\r\n{Last}"),
        Chunks("An extension that hides a second request behind LF", [400], $"5;a=\nhello\r\n0\r\n\r\n{Second}"),
        Chunks("An extension with a lone CR", [400], $"5;a\rb\r\nhello\r\n{Last}"),
        Chunks("An extension with a null", [200, 400], $"5;a\0b\r\nhello\r\n{Last}"),
        Chunks("An extension with an end of line in quotes", [400], $"5;a=\"\r\n\"\r\nhello\r\n{Last}"),
        Chunks("A long extension", [200, 400, 413], $"5;{new string('a', 20_000)}\r\nhello\r\n{Last}"),
        Chunks("An extension of the last chunk with a lone LF", [400], $"5\r\nhello\r\n0;a\n\r\n{Second}"),
        Chunks("An end that is LF", [400], $"5\r\nhello\r\n0\n\n{Second}"),
        Chunks("An end that is CR LF LF", [400], $"5\r\nhello\r\n0\r\n\n{Second}"),
        Chunks("An end of many noughts", [200, 400], "5\r\nhello\r\n00000\r\n\r\n"),
        Chunks("A second request as a trailer", [400], $"5\r\nhello\r\n0\r\n{Second}"),
        Chunks("A trailer", [200], "5\r\nhello\r\n0\r\nX-Trailer: a\r\n\r\n", "X-Trailer"),
        Chunks("A length as a trailer", [200, 400], "5\r\nhello\r\n0\r\nContent-Length: 63\r\n\r\n", "Content-Length"),
        Chunks("An encoding as a trailer", [200, 400], "5\r\nhello\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"),
        Chunks("A host as a trailer", [200, 400], "5\r\nhello\r\n0\r\nHost: other\r\n\r\n"),
        Chunks("A key as a trailer", [200, 400], "5\r\nhello\r\n0\r\nAuthorization: Token other\r\n\r\n", "Authorization"),
        Chunks("A folded trailer", [400], "5\r\nhello\r\n0\r\nX-Trailer: a\r\n b\r\n\r\n"),
        Chunks("A trailer with a null", [400], "5\r\nhello\r\n0\r\nX-Trailer: a\0b\r\n\r\n"),
        Chunks("A trailer that ends in LF", [400], "5\r\nhello\r\n0\r\nX-Trailer: a\n\r\n"),
        Chunks("Long trailers", [400, 431], $"5\r\nhello\r\n0\r\nX-Trailer: {new string('a', 20_000)}\r\n\r\n"),
        Chunks("Many trailers", [400, 431], $"5\r\nhello\r\n0\r\n{string.Concat(Enumerable.Range(0, 100).Select(number => $"X-Trailer-{number}: a\r\n"))}\r\n"),
        Chunks("More than may be sent, in chunks", [413], $"{string.Concat(Enumerable.Repeat($"10000\r\n{new string('a', 0x10000)}\r\n", 40))}{Last}"),
        Chunks("More than may be sent, in one chunk", [413], $"300000\r\n{new string('a', 0x300000)}\r\n{Last}"),
    ];
}

using static Foobar.Tests.Integration.Gateway.Hostile.HostileRequest;

namespace Foobar.Tests.Integration.Gateway.Hostile;

/// <summary>Requests that leave it open where their body ends.</summary>
internal static class HostileLengths
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    // A chunk of five bytes and the last one.
    private const string Hello = "5\r\nhello\r\n0\r\n\r\n";

    public static IEnumerable<HostileRequest> All =>
    [
        Post("Chunks before a length", [400], $"{Chunked}Content-Length: 5\r\n", $"0\r\n\r\n{Second}"),
        Post("A length before chunks", [400], $"Content-Length: 5\r\n{Chunked}", $"0\r\n\r\n{Second}"),
        Post("A length that covers the second request, and chunks", [400], $"Content-Length: 63\r\n{Chunked}", $"0\r\n\r\n{Second}"),
        Post("Chunks beside a length that says so", [400], $"{Chunked}X-Content-Length: 5\r\n", Hello),
        Post("Chunks, a length and one that was put away", [0, 400, 500], $"{Chunked}Content-Length: 5\r\nX-Content-Length: 7\r\n", Hello),
        Post("Chunks twice", [400], $"{Chunked}{Chunked}", Hello),
        Post("Chunks twice in one line", [400], "Transfer-Encoding: chunked, chunked\r\n", Hello),
        Post("Chunks after nothing", [400], "Transfer-Encoding: identity, chunked\r\n", Hello),
        Post("Nothing after chunks", [400], "Transfer-Encoding: chunked, identity\r\n", Hello),
        Post("Compressed chunks", [400], "Transfer-Encoding: gzip, chunked\r\n", Hello),
        Post("An encoding that is none", [400], "Transfer-Encoding: identity\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding that nobody knows", [400], "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding with a vertical tab", [400], "Transfer-Encoding: \vchunked\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding with a null", [400], "Transfer-Encoding: chunked\0\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding in quotes", [400], "Transfer-Encoding: \"chunked\"\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding with a parameter", [400], "Transfer-Encoding: chunked;q=1\r\n", Hello),
        Post("An encoding after a comma", [400], "Transfer-Encoding: ,chunked\r\n", Hello),
        Post("An encoding in two lines", [400], "Transfer-Encoding: chun\r\nTransfer-Encoding: ked\r\nContent-Length: 5\r\n", "hello"),
        Post("An empty encoding", [400], "Transfer-Encoding:\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding in capitals", [200], "TRANSFER-ENCODING: CHUNKED\r\n", Hello),
        Post("An encoding between tabs", [200], "Transfer-Encoding:\tchunked\t\r\n", Hello),
        Post("A blank before the colon of the encoding", [400], "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding with an underscore", [200], "Transfer_Encoding: chunked\r\nContent-Length: 5\r\n", "hello", "Transfer_Encoding", "Transfer-Encoding"),
        Post("An encoding in a folded line", [400], "X-Fold: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding in a line that ends in LF", [400], "X-Line: a\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", "hello"),
        Post("An encoding behind a lone CR", [400], "X-Line: a\rTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", "hello"),
        Post("A length twice", [400], "Content-Length: 5\r\nContent-Length: 5\r\n", "hello"),
        Post("Two lengths", [400], "Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
        Post("A length twice in one line", [400], "Content-Length: 5, 5\r\n", "hello"),
        Post("Two lengths in one line", [400], "Content-Length: 0, 63\r\n", Second),
        Post("A length below nothing", [400], "Content-Length: -1\r\n", "hello"),
        Post("A length with a plus", [200, 400], "Content-Length: +5\r\n", "hello"),
        Post("A hexadecimal length", [400], "Content-Length: 0x5\r\n", "hello"),
        Post("A length with a blank in it", [400], "Content-Length: 5 5\r\n", "hello"),
        Post("A length with blanks around it", [200], "Content-Length:   5  \r\n", "hello"),
        Post("A length with noughts before it", [200], "Content-Length: 0005\r\n", "hello"),
        Post("No length after its name", [400], "Content-Length:\r\n", "hello"),
        Post("A length with an exponent", [400], "Content-Length: 5e0\r\n", "hello"),
        Post("A length with a point", [400], "Content-Length: 5.0\r\n", "hello"),
        Post("A length that is too large a number", [400], "Content-Length: 99999999999999999999\r\n", "hello"),
        Post("A length with a vertical tab", [400], "Content-Length: 5\v\r\n", "hello"),
        Post("A length with a null", [400], "Content-Length: 5\0\r\n", "hello"),
        Post("A length in Arabic digits", [400], "Content-Length: \u00d9\u00a5\r\n", "hello"),
        Post("A length with a semicolon", [400], "Content-Length: 5;\r\n", "hello"),
        Post("A length in quotes", [400], "Content-Length: \"5\"\r\n", "hello"),
        Post("A length with an underscore", [200], "Content_Length: 100\r\nContent-Length: 5\r\n", "hello", "Content_Length"),
        Post("A length that was put away", [200], "X-Content-Length: 100\r\nContent-Length: 5\r\n", "hello", "X-Content-Length"),
        new("A second request as the body of a GET", [200], $"GET /CASE HTTP/1.1\r\nHost: site\r\nContent-Length: LENGTH\r\n\r\n{Second}"),
        new("A second request as a chunk of a GET", [200], $"GET /CASE HTTP/1.1\r\nHost: site\r\n{Chunked}\r\nSIZE\r\n{Second}\r\n0\r\n\r\n"),
        new("HTTP/1.0 with chunks", [400], $"POST /CASE HTTP/1.0\r\nHost: site\r\n{Chunked}\r\n{Hello}"),
        new("HTTP/1.0 with chunks and a length", [400], $"POST /CASE HTTP/1.0\r\nHost: site\r\nContent-Length: 5\r\n{Chunked}\r\n{Hello}"),
        new("HTTP/1.0 without a length", [400, 411], "POST /CASE HTTP/1.0\r\nHost: site\r\n\r\nhello"),
        new("HTTP/1.0 with a length", [200], "POST /CASE HTTP/1.0\r\nHost: site\r\nContent-Length: 5\r\n\r\nhello"),
    ];
}

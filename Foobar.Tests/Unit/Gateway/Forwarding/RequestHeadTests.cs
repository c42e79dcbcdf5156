using System.Buffers;
using System.Text;
using Foobar.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Forwarding;

public sealed class RequestHeadTests
{
    [Fact]
    public void A_head_is_written_as_it_came_without_what_is_for_one_hop() => Assert.Equal(
        "GET /a?b=c HTTP/1.1\r\nHost: web-1:8080\r\nAccept: text/html, text/plain\r\nCookie: a=1; b=2\r\nX-Forwarded-Host: www.foobar.com\r\nX-Forwarded-Proto: https\r\n\r\n",
        Write(("Accept", ["text/html", "text/plain"]), ("Connection", ["close"]), ("Cookie", ["a=1", "b=2"]), ("Expect", ["100-continue"])));

    [Theory]
    [InlineData("a\r\nX-Forwarded-For: 127.0.0.1")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void No_header_makes_two(string value) => Assert.Throws<InvalidOperationException>(() => Write(("X-Any", [value])));

    [Fact]
    public void A_long_header_has_room()
    {
        var value = new string('\u20ac', 5000);

        Assert.Contains($"\r\nX-Any: {value}\r\n", Write(("X-Any", [value])), StringComparison.Ordinal);
    }

    private static string Write(params (string Name, string[] Values)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) = ("GET", "https", new HostString("www.foobar.com"), "/a", new QueryString("?b=c"));
        foreach (var (name, values) in headers)
            request.Headers[name] = values;
        var output = new ArrayBufferWriter<byte>();
        RequestHead.Write(request, "web-1:8080", output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

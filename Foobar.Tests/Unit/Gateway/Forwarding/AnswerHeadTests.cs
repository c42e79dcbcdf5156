using System.Text;
using Foobar.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Forwarding;

/// <summary>What is the head of an answer, and what it says of the body.</summary>
public sealed class AnswerHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5", 200, "Length", 5, true)]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 0", 200, "None", 0, true)]
    [InlineData("HTTP/1.1 200 OK|content-length:5", 200, "Length", 5, true)]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 5", 200, "Length", 5, true)]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5|Connection: close", 200, "Length", 5, false)]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5|Connection: x, Close", 200, "Length", 5, false)]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5|Connection: keep-alive", 200, "Length", 5, true)]
    [InlineData("HTTP/1.0 200 OK|Content-Length: 5", 200, "Length", 5, false)]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked", 200, "Chunked", 0, true)]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: Chunked|Content-Length: 5", 200, "Chunked", 0, false)]
    [InlineData("HTTP/1.1 200 OK", 200, "UntilClose", 0, false)]
    [InlineData("HTTP/1.1 204 No Content", 204, "None", 0, true)]
    [InlineData("HTTP/1.1 304 Not Modified|Content-Length: 5", 304, "None", 0, true)]
    [InlineData("HTTP/1.1 103 Early Hints|Link: x", 103, "None", 0, true)]
    [InlineData("HTTP/1.1 999 |Content-Length: 5", 999, "Length", 5, true)]
    [InlineData("HTTP/1.1 404|Content-Length: 5", 404, "Length", 5, true)]
    public void It_tells_the_status_and_how_the_body_ends(string lines, int status, string framing, long length, bool isPersistent)
    {
        var head = Read(lines);

        Assert.Equal((status, framing, length, isPersistent), (head.Status, head.Framing.ToString(), head.Length, head.IsPersistent));
    }

    [Fact]
    public void An_answer_to_a_question_for_the_head_has_no_body()
    {
        var head = new AnswerHead();

        Assert.True(head.TryRead(Bytes("HTTP/1.1 200 OK|Content-Length: 5"), isHead: true, out _));

        Assert.Equal((BodyFraming.None, true), (head.Framing, head.IsPersistent));
    }

    [Theory]
    [InlineData("What is this?")]
    [InlineData("HTTP/2 200 OK")]
    [InlineData("HTTP/1.2 200 OK")]
    [InlineData("HTTP/1.1  200 OK")]
    [InlineData("HTTP/1.1 20 OK!")]
    [InlineData("HTTP/1.1 099 OK")]
    [InlineData("HTTP/1.1 +20 OK")]
    [InlineData("HTTP/1.1 200OK")]
    [InlineData("HTTP/1.1 2000 OK")]
    [InlineData("HTTP/1.1 200 O\0K")]
    [InlineData("HTTP/1.1 200 OK|Content-Length: -1")]
    [InlineData("HTTP/1.1 200 OK|Content-Length: +1")]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 1,1")]
    [InlineData("HTTP/1.1 200 OK|Content-Length:")]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 99999999999999999999")]
    [InlineData("HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked")]
    [InlineData("HTTP/1.1 200 OK|Transfer-Encoding: xchunked")]
    [InlineData("HTTP/1.1 200 OK|No colon")]
    [InlineData("HTTP/1.1 200 OK|: nameless")]
    [InlineData("HTTP/1.1 200 OK|Space : before")]
    [InlineData("HTTP/1.1 200 OK|Folded: yes| and on")]
    [InlineData("HTTP/1.1 200 OK|Bell: \a")]
    [InlineData("HTTP/1.1 200 OK|Bare: return\rhere")]
    [InlineData("HTTP/1.1 200 OK|Bare: feed\nX: y")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 5")]
    public void What_two_may_read_in_two_ways_is_no_answer(string lines) => Assert.Equal(HttpRequestError.InvalidResponse, Assert.Throws<MalformedAnswerException>(() => Read(lines)).HttpRequestError);

    [Fact]
    public void A_part_of_a_head_is_none_yet()
    {
        var whole = Bytes("HTTP/1.1 200 OK|Content-Length: 5");
        var head = new AnswerHead();

        for (var length = 0; length < whole.Length; length++)
            Assert.False(head.TryRead(whole.AsSpan(0, length), isHead: false, out _));
        Assert.True(head.TryRead([.. whole, .. "body"u8], isHead: false, out var taken));

        Assert.Equal(whole.Length, taken);
    }

    [Fact]
    public void A_head_without_an_end_is_given_up()
    {
        var endless = Bytes($"HTTP/1.1 200 OK|Long: {new string('x', AnswerHead.LengthAtMost)}").AsSpan()[..^4].ToArray();

        Assert.Throws<MalformedAnswerException>(() => new AnswerHead().TryRead(endless, isHead: false, out _));
    }

    [Fact]
    public void Status_and_headers_are_copied_but_for_those_of_the_hop()
    {
        var response = Copy(Read("HTTP/1.1 201 Made|Content-Length: 5|Set-Cookie: a=1|X-Any:  two words\t|Keep-Alive: 5|Connection: keep-alive|Set-Cookie: b=2|Empty:"));

        Assert.Equal((201, 5L), (response.StatusCode, response.ContentLength));
        Assert.Equal(["a=1", "b=2"], response.Headers.SetCookie.ToArray());
        Assert.Equal(["Content-Length", "Empty", "Set-Cookie", "X-Any"], response.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("two words", response.Headers["X-Any"]);
    }

    [Fact]
    public void A_length_beside_chunks_is_not_passed_on() => Assert.Null(Copy(Read("HTTP/1.1 200 OK|Content-Length: 5|Transfer-Encoding: chunked")).ContentLength);

    [Fact]
    public void Each_head_is_read_by_itself_whatever_the_last_one_was()
    {
        var long1 = new string('a', 3000);
        string[] heads =
        [
            "HTTP/1.1 200 OK|A: 1|Content-Length: 5|Date: Mon",
            "HTTP/1.1 200 OK|A: 1|Content-Length: 5|Date: Mon",
            "HTTP/1.1 200 OK|A: 1|Content-Length: 6|Date: Tue",
            "HTTP/1.1 200 OK|A: 12|Content-Length: 6|Date: Tue",
            "HTTP/1.1 304 Not Modified|Ab: 12|Date: Tue",
            $"HTTP/1.1 200 OK|A: {long1}|Content-Length: 7|B: {long1}",
            $"HTTP/1.1 200 OK|A: {long1}|Content-Length: 8|B: {long1}b",
            "HTTP/1.1 200 OK|Content-Length: 8|A: 1",
            "HTTP/1.1 404 Not Found|A: 1|Transfer-Encoding: chunked",
            "HTTP/1.1 200 OK|A: 1|Transfer-Encoding: chunked|Date: Mon",
        ];
        var one = new AnswerHead();

        foreach (var lines in heads)
        {
            Assert.True(one.TryRead(Bytes(lines), isHead: false, out _));
            var fresh = Read(lines);
            Assert.Equal((fresh.Status, fresh.Framing, fresh.Length, fresh.IsPersistent), (one.Status, one.Framing, one.Length, one.IsPersistent));
            Assert.Equal(Copy(fresh).Headers.ToDictionary(), Copy(one).Headers.ToDictionary());
        }
    }

    private static byte[] Bytes(string lines) => Encoding.Latin1.GetBytes(lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n\r\n");

    private static AnswerHead Read(string lines)
    {
        var head = new AnswerHead();
        Assert.True(head.TryRead(Bytes(lines), isHead: false, out _));
        return head;
    }

    private static HttpResponse Copy(AnswerHead head)
    {
        var response = new DefaultHttpContext().Response;
        head.CopyTo(response);
        return response;
    }
}

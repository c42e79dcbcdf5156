using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class VarianceTests
{
    [Theory]
    [InlineData("", "gzip", "br", true)]
    [InlineData("Accept-Encoding", "gzip", "gzip", true)]
    [InlineData("accept-encoding", "gzip", "br", false)]
    [InlineData("Accept-Encoding", "gzip", null, false)]
    [InlineData("Accept-Encoding", null, null, true)]
    [InlineData("Cookie, Authorization, X-Read-Position", "gzip", "br", true)]
    [InlineData("Cookie, Accept-Encoding", "gzip", "br", false)]
    [InlineData("Origin", "gzip", "br", true)]
    public void An_answer_is_for_requests_that_are_alike_in_what_it_depends_on(string vary, string? first, string? second, bool expected) =>
        Assert.Equal(expected, Variance.Of(vary, Accepting(first)).Matches(Accepting(second)));

    [Theory]
    [InlineData("Accept-Encoding", "Accept-Encoding", "br", true)]
    [InlineData("Accept-Encoding", "Accept-Encoding", "gzip", false)]
    [InlineData("Accept-Encoding", "accept-encoding, cookie", "br", true)]
    [InlineData("Accept-Encoding", "Origin", "br", false)]
    [InlineData("Accept-Encoding, Origin", "Origin, Accept-Encoding", "br", true)]
    public void Answers_are_kept_beside_each_other_when_they_depend_on_the_same(string vary, string other, string encoding, bool expected) =>
        Assert.Equal(expected, Variance.Of(vary, Accepting("gzip")).IsBeside(Variance.Of(other, Accepting(encoding))));

    private static HttpRequest Accepting(string? encoding)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptEncoding = encoding;
        return request;
    }
}

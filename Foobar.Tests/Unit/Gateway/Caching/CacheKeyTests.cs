using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class CacheKeyTests
{
    [Theory]
    [InlineData("http", "a", "/p", "?q", "http", "a", "/p", "?q", true)]
    [InlineData("http", "a", "/p", "?q", "https", "a", "/p", "?q", false)]
    [InlineData("http", "a", "/p", "?q", "http", "b", "/p", "?q", false)]
    [InlineData("http", "a", "/p", "?q", "http", "a", "/P", "?q", false)]
    [InlineData("http", "a", "/p", "?q", "http", "a", "/p", "?Q", false)]
    [InlineData("http", "a", "/p", "", "http", "a", "/p", "?", false)]
    // What looks like a query is part of the path, as it was escaped.
    [InlineData("http", "a", "/p?q", "", "http", "a", "/p", "?q", false)]
    [InlineData("http", "a", "/b/c", "?x", "http", "a", "/c", "?x/b", false)]
    [InlineData("http", "a:80", "/", "", "http", "a", "/", ":80", false)]
    public void Requests_for_different_things_have_different_keys(
        string scheme, string host, string path, string query, string otherScheme, string otherHost, string otherPath, string otherQuery, bool expected) =>
        Assert.Equal(expected, Of(scheme, host, path, query) == Of(otherScheme, otherHost, otherPath, otherQuery));

    private static string Of(string scheme, string host, string path, string query)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = scheme;
        request.Host = new HostString(host);
        request.Path = path;
        // Not every server keeps to the form that the constructor asks for.
        request.QueryString = query.StartsWith('?') || query.Length == 0 ? new QueryString(query) : new QueryString("?" + query);
        return CacheKey.Of(request);
    }
}

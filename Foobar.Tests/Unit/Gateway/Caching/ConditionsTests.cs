using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class ConditionsTests
{
    private const string Changed = "Thu, 01 Jan 2026 00:00:00 GMT";
    private const string Later = "Thu, 01 Jan 2026 00:00:01 GMT";
    private const string Before = "Wed, 31 Dec 2025 23:59:59 GMT";

    [Theory]
    [InlineData("W/\"a\"", "W/\"a\"", null, true)]
    [InlineData("W/\"a\"", "\"a\"", null, true)]
    [InlineData("\"a\"", "\"b\", W/\"a\"", null, true)]
    [InlineData("\"a\"", "*", null, true)]
    [InlineData("\"a\"", "\"b\"", null, false)]
    [InlineData("\"a\"", "a", null, false)]
    [InlineData(null, "\"a\"", null, false)]
    [InlineData("\"a\"", null, Changed, true)]
    [InlineData(null, null, Later, true)]
    [InlineData(null, null, Before, false)]
    [InlineData(null, null, "yesterday", false)]
    [InlineData("\"a\"", "\"b\"", Later, false)]
    [InlineData("\"a\"", null, null, false)]
    public void A_client_has_the_answer_already_by_its_tag_or_else_by_its_date(string? tag, string? known, string? since, bool expected)
    {
        var request = new HeaderDictionary { ["If-None-Match"] = known, ["If-Modified-Since"] = since };

        Assert.Equal(expected, Conditions.HasAlready(request, Of(200, tag)));
    }

    [Fact]
    public void Only_a_whole_answer_is_one_that_a_client_can_have() => Assert.False(Conditions.HasAlready(new HeaderDictionary { ["If-None-Match"] = "\"a\"" }, Of(404, "\"a\"")));

    private static CacheEntry Of(int status, string? tag) => new(
        status, tag is null ? [new("last-modified", Changed)] : [new("etag", tag), new("Last-Modified", Changed)], default,
        Variance.Of(default, new DefaultHttpContext().Request), default, asked: 0);
}

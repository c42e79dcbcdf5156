using System.Globalization;
using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class AnswerRulesTests
{
    private static readonly CacheOptions Options = new();

    // Life, time while revalidating, time if there is an error; in seconds.
    [Theory]
    [InlineData(200, "", "1/10/600")]
    [InlineData(200, "public", "1/10/600")]
    [InlineData(200, "max-age=60", "60/10/600")]
    [InlineData(200, "max-age=0", null)]
    [InlineData(200, "max-age=0, stale-if-error=30", "0/0/30")]
    [InlineData(200, "max-age=60, s-maxage=5", "5/0/0")]
    [InlineData(200, "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600", "1/1/600")]
    [InlineData(200, "s-maxage=5, stale-while-revalidate=20", "5/20/0")]
    [InlineData(200, "s-maxage=0", null)]
    [InlineData(200, "max-age=60, must-revalidate", "60/0/0")]
    [InlineData(200, "max-age=60, proxy-revalidate, stale-if-error=600", "60/0/0")]
    [InlineData(200, "max-age=60, stale-while-revalidate=0, stale-if-error=0", "60/0/0")]
    [InlineData(200, "max-age=60, stale-if-error=soon", "60/10/0")]
    [InlineData(200, "no-store", null)]
    [InlineData(200, "max-age=60, no-store", null)]
    [InlineData(200, "private", null)]
    [InlineData(200, "private, max-age=60", null)]
    [InlineData(200, "private=\"x-name\", max-age=60", null)]
    [InlineData(200, "no-cache", null)]
    [InlineData(200, "max-age=60, no-cache=\"set-cookie\"", null)]
    [InlineData(200, "max-age=soon", null)]
    [InlineData(404, "", "1/10/600")]
    [InlineData(301, "", "1/10/600")]
    [InlineData(302, "", null)]
    [InlineData(302, "max-age=60", "60/10/600")]
    [InlineData(204, "max-age=60", "60/10/600")]
    [InlineData(206, "max-age=60", null)]
    [InlineData(304, "max-age=60", null)]
    [InlineData(400, "max-age=60", null)]
    [InlineData(429, "max-age=60", null)]
    [InlineData(500, "max-age=60", null)]
    [InlineData(503, "", null)]
    public void An_answer_says_itself_how_long_it_may_be_kept(int status, string control, string? expected) => Assert.Equal(expected, Judge(status, ("Cache-Control", control)));

    [Theory]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("X-Read-Position", "token")]
    [InlineData("Vary", "*")]
    [InlineData("Vary", "Accept-Encoding, *")]
    [InlineData("Content-Range", "bytes 0-9/100")]
    [InlineData("Trailer", "X-Sum")]
    [InlineData("Content-Type", "text/event-stream; charset=utf-8")]
    [InlineData("Age", "671")]
    public void What_is_for_one_visitor_or_in_parts_is_not_kept(string name, string value) =>
        Assert.Null(Judge(200, ("Cache-Control", "public, max-age=60"), (name, value)));

    [Theory]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:02:00 GMT", "120/10/600")]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 00:00:00 GMT", null)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", "0", null)]
    [InlineData("", "Thu, 01 Jan 2026 00:02:00 GMT", null)]
    public void Expires_counts_from_the_answers_own_date(string date, string expires, string? expected) => Assert.Equal(expected, Judge(200, ("Date", date), ("Expires", expires)));

    [Fact]
    public void A_stream_that_says_nothing_of_its_life_is_not_kept()
    {
        IHeaderDictionary headers = new HeaderDictionary();

        Assert.Null(AnswerRules.Judge(200, headers, Options));
        headers.CacheControl = "max-age=1";
        Assert.NotNull(AnswerRules.Judge(200, headers, Options));
    }

    [Fact]
    public void What_another_cache_has_kept_is_as_old_as_it_says()
    {
        var headers = new HeaderDictionary { ContentLength = 1, ["Cache-Control"] = "max-age=60", ["Age"] = "20" };

        Assert.Equal(TimeSpan.FromSeconds(20), AnswerRules.Judge(200, headers, Options)!.Value.Age);
    }

    private static string? Judge(int status, params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary { ContentLength = 4 };
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            all[name] = value;
        return AnswerRules.Judge(status, all, Options) is { } freshness
            ? string.Create(CultureInfo.InvariantCulture, $"{freshness.Life.TotalSeconds}/{freshness.WhileRevalidating.TotalSeconds}/{freshness.IfError.TotalSeconds}")
            : null;
    }
}

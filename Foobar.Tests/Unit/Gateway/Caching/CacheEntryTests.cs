using Foobar.Gateway.Caching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class CacheEntryTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0, true, true, true)]
    [InlineData(4, true, true, true)]
    [InlineData(5, false, true, true)]
    [InlineData(14, false, true, true)]
    [InlineData(15, false, false, true)]
    [InlineData(34, false, false, true)]
    [InlineData(35, false, false, false)]
    public void What_an_answer_may_be_used_for_depends_on_its_age(int seconds, bool isFresh, bool meanwhile, bool replacesError)
    {
        var entry = Keep();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var age = entry.GetAge(_time);

        Assert.Equal((isFresh, meanwhile, replacesError), (entry.IsFresh(age), entry.MayBeShownMeanwhile(age), entry.MayReplaceError(age)));
    }

    [Fact]
    public void When_no_newer_one_could_be_had_nobody_waits_for_the_next_attempt()
    {
        var entry = Keep();
        _time.Advance(TimeSpan.FromSeconds(20));

        entry.NoteFailure(_time.GetTimestamp());

        Assert.True(entry.HasJustFailed(_time));
        Assert.True(entry.MayBeShownMeanwhile(entry.GetAge(_time)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(entry.HasJustFailed(_time));
        Assert.True(entry.MayBeShownMeanwhile(entry.GetAge(_time)));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(entry.MayBeShownMeanwhile(entry.GetAge(_time)));
    }

    [Fact]
    public void An_age_that_was_brought_along_counts()
    {
        var entry = Keep(age: 3);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(4), entry.GetAge(_time));
    }

    [Fact]
    public void Who_has_the_answer_is_told_nothing_of_its_body()
    {
        var entry = new CacheEntry(
            200, [new("Content-Type", "text/html"), new("Content-Encoding", "br"), new("Content-Security-Policy", "default-src 'none'"), new("ETag", "\"a\"")], new byte[3],
            Variance.Of(default, new DefaultHttpContext().Request), default, asked: 0);

        Assert.Equal(["Content-Security-Policy", "ETag"], entry.HeadersOfNotModified.Select(header => header.Key));
    }

    private CacheEntry Keep(int age = 0) => new(
        200, [], default, Variance.Of(default, new DefaultHttpContext().Request),
        new Freshness(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(age)), _time.GetTimestamp());
}

using Foobar.Gateway.Caching;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class CacheStoreTests : IDisposable
{
    private const int Limit = 100_000;

    private readonly FakeTimeProvider _time = new();
    private readonly CacheStore _store = new(Options.Create(new CacheOptions { SizeLimit = Limit }));

    [Fact]
    public void Answers_for_different_encodings_are_kept_beside_each_other_and_each_is_replaced_by_its_own()
    {
        var (gzip, br, none) = (Ask("gzip"), Ask("br"), Ask(""));
        Put(gzip, "Accept-Encoding", 1);
        Put(br, "Accept-Encoding", 2);
        Put(gzip, "Accept-Encoding", 3);

        Assert.Equal((3, 2), (LengthFor(gzip), LengthFor(br)));
        Assert.Null(LengthFor(none));
    }

    [Fact]
    public void An_answer_that_was_asked_for_earlier_and_came_later_replaces_nothing()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        Put(Ask("gzip"), "Accept-Encoding", 2);

        Put(Ask("gzip"), "Accept-Encoding", 1, asked);
        Put(Ask("br"), "Accept-Encoding", 3, asked);

        Assert.Equal((2, 3), (LengthFor(Ask("gzip")), LengthFor(Ask("br"))));
    }

    [Fact]
    public void An_answer_that_depends_on_something_else_takes_the_place_of_all()
    {
        Put(Ask("gzip"), "Accept-Encoding", 1);
        Put(Ask("br"), "", 2);

        Assert.Equal(2, LengthFor(Ask("gzip")));
    }

    [Fact]
    public void Who_tries_out_many_encodings_fills_no_more_than_one_place()
    {
        for (var i = 0; i < 20; i++)
            Put(Ask($"x{i}"), "Accept-Encoding", i);

        Assert.Equal(8, Enumerable.Range(0, 20).Count(i => LengthFor(Ask($"x{i}")) == i));
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public void What_could_not_be_kept_is_remembered_for_ten_seconds_and_leaves_nothing_to_show()
    {
        var request = Ask("gzip");
        Put(request, "", 1);

        _store.Pass(CacheKey.Of(request), _time.GetTimestamp());

        Assert.Null(LengthFor(request));
        Assert.True(_store.Find(request)!.IsPassed(_time));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(_store.Find(request)!.IsPassed(_time));
    }

    [Fact]
    public void What_is_removed_is_gone()
    {
        Put(Ask("gzip"), "", 1);

        _store.Remove(CacheKey.Of(Ask("gzip")));

        Assert.Null(_store.Find(Ask("gzip")));
    }

    [Fact]
    public async Task Never_more_is_kept_than_the_limit_and_there_is_room_again_for_what_comes()
    {
        for (var i = 0; i < 100; i++)
        {
            Put(Ask("", $"/{i}"), "", 5000);
            Assert.InRange(_store.Size, 0, Limit);
        }

        Assert.InRange(_store.Count, 1, 20);
        // Room is made in the background.
        await Eventually.BecomesTrueAsync(_ =>
        {
            Put(Ask("", "/last"), "", 5000);
            return Task.FromResult(LengthFor(Ask("", "/last")) == 5000);
        }, "room for another answer");
    }

    [Fact]
    public void Two_addresses_are_two_things_however_long_they_are()
    {
        var path = "/" + new string('a', 1000);
        Put(Ask("", path + "1"), "", 1);
        Put(Ask("", path + "2"), "", 2);

        Assert.Equal((1, 2), (LengthFor(Ask("", path + "1")), LengthFor(Ask("", path + "2"))));
    }

    public void Dispose() => _store.Dispose();

    private int? LengthFor(HttpRequest request) => _store.Find(request)?.Find(request)?.Body.Length;

    private void Put(HttpRequest request, string vary, int length, long? asked = null) => _store.Put(
        CacheKey.Of(request), new CacheEntry(200, [], new byte[length], Variance.Of(vary, request), new Freshness(TimeSpan.FromSeconds(1), default, default, default), asked ?? _time.GetTimestamp()));

    private static HttpRequest Ask(string encoding, string path = "/")
    {
        var request = new DefaultHttpContext().Request;
        request.Path = path;
        request.Host = new HostString("www.foobar.com");
        request.Headers.AcceptEncoding = encoding;
        return request;
    }
}

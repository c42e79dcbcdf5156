using Foobar.ServiceDefaults;
using Foobar.Tests.Unit.Routing;
using Foobar.Web.Consistency;
using Foobar.Web.Identity;

namespace Foobar.Tests.Unit.Consistency;

public sealed class ReadPositionTokenTests
{
    private readonly ReadPositionToken _tokens = new(new TokenOptions { SigningKey = new string('a', 32) });

    [Fact]
    public void A_position_comes_back_as_it_was()
    {
        Assert.True(_tokens.TryRead(_tokens.Write(Snapshots.UpTo(42)), out var position));

        Assert.Equal(Snapshots.UpTo(42), position);
    }

    [Fact]
    public void An_unknown_position_asks_for_a_strong_read()
    {
        Assert.True(_tokens.TryRead(_tokens.Write(null), out var position));

        Assert.Null(position);
    }

    [Fact]
    public void A_position_too_long_for_a_cookie_asks_for_a_strong_read()
    {
        var torn = GtidSet.Parse(Snapshots.Source + string.Concat(Enumerable.Range(1, 1000).Select(number => $":{number * 2}")));

        var token = _tokens.Write(torn);

        Assert.True(_tokens.TryRead(token, out var position));
        Assert.Null(position);
        Assert.InRange(token.Length, 1, 100);
    }

    [Fact]
    public void A_token_signed_with_another_key_is_none() =>
        Assert.False(new ReadPositionToken(new TokenOptions { SigningKey = new string('b', 32) }).TryRead(_tokens.Write(Snapshots.UpTo(42)), out _));

    [Fact]
    public void A_token_with_one_other_character_is_none()
    {
        var token = _tokens.Write(Snapshots.UpTo(42));
        for (var i = 0; i < token.Length - 1; i++)
            Assert.False(_tokens.TryRead($"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}", out _), $"Character {i} is not protected.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 !")]
    public void What_is_no_token_is_none(string? token) => Assert.False(_tokens.TryRead(token, out _));

    [Fact]
    public void A_text_of_any_length_is_looked_at_briefly() => Assert.False(_tokens.TryRead(new string('A', 1_000_000), out _));
}

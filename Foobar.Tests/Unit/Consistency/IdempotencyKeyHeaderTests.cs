using Foobar.Web.Consistency;
using Microsoft.Extensions.Primitives;

namespace Foobar.Tests.Unit.Consistency;

public sealed class IdempotencyKeyHeaderTests
{
    [Theory]
    [InlineData("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData(" x ", "x")]
    public void A_key_is_quoted_or_bare(string header, string expected)
    {
        Assert.True(IdempotencyKeyHeader.TryRead(header, out var key));
        Assert.Equal(expected, key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    [InlineData("\"open")]
    [InlineData("Schlüssel")]
    public void Other_texts_are_refused(string header) => Assert.False(IdempotencyKeyHeader.TryRead(header, out _));

    [Fact]
    public void A_key_has_255_characters_at_most()
    {
        Assert.True(IdempotencyKeyHeader.TryRead(new string('k', 255), out _));
        Assert.False(IdempotencyKeyHeader.TryRead(new string('k', 256), out _));
    }

    [Fact]
    public void Two_keys_are_none() => Assert.False(IdempotencyKeyHeader.TryRead(new StringValues(["a", "b"]), out _));
}

using Foobar.Tests.Unit.Routing;
using Foobar.Web.Consistency;
using Foobar.Web.Identity;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Foobar.Tests.Unit.Identity;

public sealed class TokenOptionsTests
{
    private static readonly string Old = new('a', 32);
    private static readonly string New = new('b', 32);

    [Theory]
    [InlineData("", "Tokens:SigningKey is missing")]
    [InlineData(" , ", "Tokens:SigningKey is missing")]
    [InlineData("short", "5 characters in key 1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,short", "5 characters in key 2")]
    public void A_key_that_is_missing_or_too_short_is_refused_at_the_start(string keys, string expected)
    {
        var result = new TokenOptionsValidator().Validate(null, new TokenOptions { SigningKey = keys });

        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.True(result.Failed);
    }

    /// <summary>A new key is added on every web, then it signs on every web, then the old one is dropped: in no step is a token refused.</summary>
    [Theory]
    [InlineData("old", "old,new", true)]
    [InlineData("old,new", "old", true)]
    [InlineData("old,new", "new,old", true)]
    [InlineData("new,old", "old,new", true)]
    [InlineData("old,new", "new", false)]
    [InlineData("new,old", "new", true)]
    [InlineData("old", "new", false)]
    public async Task A_token_is_accepted_where_its_key_is_known(string issuer, string reader, bool accepted)
    {
        var token = Tokens(issuer).Issue(new Account { Id = 7, SessionVersion = 1 });
        var bearer = new JwtBearerOptions();
        Tokens(reader).Configure(ApiTokens.Scheme, bearer);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, bearer.TokenValidationParameters);
        var position = new ReadPositionToken(Options(issuer)).Write(Snapshots.UpTo(42));

        Assert.Equal(accepted, result.IsValid);
        Assert.Equal(accepted, new ReadPositionToken(Options(reader)).TryRead(position, out _));
    }

    [Fact]
    public void A_token_names_its_key_and_says_nothing_of_it()
    {
        var first = new JsonWebToken(Tokens("old").Issue(new Account { Id = 7 })).Kid;
        var second = new JsonWebToken(Tokens("new,old").Issue(new Account { Id = 7 })).Kid;

        Assert.Matches("^[0-9a-f]{16}$", first);
        Assert.NotEqual(first, second);
    }

    private static ApiTokens Tokens(string keys) => new(Options(keys), TimeProvider.System);

    private static TokenOptions Options(string keys) =>
        new() { SigningKey = keys.Replace("old", Old, StringComparison.Ordinal).Replace("new", New, StringComparison.Ordinal) };
}

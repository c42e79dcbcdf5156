using Foobar.Gateway.Protection.Rates;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class CredentialTests
{
    [Theory]
    [InlineData("Authorization", "Token abc", "Authorization", "Token abc", true)]
    [InlineData("Authorization", "Token abc", "Authorization", "token  abc ", true)]
    [InlineData("Authorization", "Token abc", "Authorization", "Bearer abc", true)]
    [InlineData("Authorization", "Token abc", "Authorization", "Token abd", false)]
    [InlineData("Cookie", "__Host-foobar=abc", "Cookie", "other=1; __Host-foobar=abc", true)]
    [InlineData("Cookie", "__Host-foobar=abc", "Cookie", "__Host-foobar=abd", false)]
    public void The_same_credential_is_the_same_account(string header, string value, string otherHeader, string otherValue, bool expected)
    {
        Assert.NotNull(HashOf(header, value));
        Assert.Equal(expected, HashOf(header, value) == HashOf(otherHeader, otherValue));
    }

    [Theory]
    [InlineData("Accept", "text/html")]
    [InlineData("Cookie", "other=1")]
    [InlineData("Cookie", "__Host-foobar-position=1")]
    public void Without_one_there_is_no_account(string header, string value) => Assert.Null(HashOf(header, value));

    private static UInt128? HashOf(string header, string value)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[header] = value;
        return Credential.HashOf(context.Request);
    }
}

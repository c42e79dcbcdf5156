using Chaos.Record;
using Foobar.ServiceDefaults;

namespace Chaos.Load;

/// <summary>What a client keeps between requests: its token, and the position that its reads must have reached.</summary>
internal sealed class Session(ClientStyle style)
{
    private string? _position;
    private string? _cookie;

    /// <summary>The API's token; null before the client has signed up.</summary>
    public string? Token { get; set; }

    /// <summary>How the client shows its position.</summary>
    public ClientStyle Style => style;

    /// <summary>Signs a request as this client's.</summary>
    public void Sign(HttpRequestMessage request)
    {
        if (Token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {Token}");
        if (style == ClientStyle.Header && _position is not null)
            request.Headers.TryAddWithoutValidation(FoobarNames.Headers.ReadPosition, _position);
        if (style == ClientStyle.Cookie && _cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", _cookie);
    }

    /// <summary>Keeps the position of an answer, if it has one.</summary>
    public void Learn(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues(FoobarNames.Headers.ReadPosition, out var positions))
            _position = positions.First();
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.LastOrDefault(cookie => cookie.StartsWith($"{FoobarNames.Cookies.ReadPosition}=", StringComparison.Ordinal)) is { } given)
        {
            _cookie = given.Split(';')[0];
        }
    }
}

using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>What a request's <c>Cache-Control</c> asks of the cache (RFC 9111, section 5.2.1).</summary>
/// <param name="IsNoStore">Keep nothing of it.</param>
/// <param name="IsNoCache">Show nothing without asking a web.</param>
/// <param name="IsOnlyIfCached">Ask no web.</param>
/// <param name="MaxAge">How old an answer may be.</param>
/// <param name="MinFresh">How long the answer must be fresh still.</param>
internal readonly record struct RequestDirectives(bool IsNoStore, bool IsNoCache, bool IsOnlyIfCached, TimeSpan? MaxAge, TimeSpan? MinFresh)
{
    /// <summary>Nothing that is kept is shown before a web was asked.</summary>
    public bool WantsAnother => IsNoCache || MaxAge is not null || MinFresh is not null;

    /// <summary>Reads them; what cannot be read asks for nothing.</summary>
    public static RequestDirectives Read(IHeaderDictionary headers)
    {
        var control = headers.CacheControl;
        if (control.Count == 0)
            return headers.Pragma.Count == 0 ? default : default(RequestDirectives) with { IsNoCache = headers.Pragma.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase) };
        return CacheControlHeaderValue.TryParse(control.ToString(), out var parsed)
            ? new RequestDirectives(parsed.NoStore, parsed.NoCache, parsed.OnlyIfCached, parsed.MaxAge, parsed.MinFresh)
            : default;
    }

    /// <summary>A fresh answer of this age is good enough.</summary>
    public bool Accept(CacheEntry entry, TimeSpan age) =>
        !IsNoCache && (MaxAge is not { } oldest || age <= oldest) && (MinFresh is not { } left || entry.Freshness.Life - age >= left);
}

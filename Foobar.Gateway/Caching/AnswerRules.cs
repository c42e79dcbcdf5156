using System.Globalization;
using Foobar.ServiceDefaults;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>Which answers a shared cache may keep and for how long (RFC 9111, RFC 5861); pure, so that it reads and is tested as a truth table.</summary>
internal static class AnswerRules
{
    private const string StaleWhileRevalidate = "stale-while-revalidate";
    private const string StaleIfError = "stale-if-error";

    /// <summary>How long the answer to a GET may be kept; null when it may not.</summary>
    public static Freshness? Judge(int status, IHeaderDictionary headers, CacheOptions options)
    {
        if (IsForOne(headers) || IsPart(headers) || headers.Vary.ToString().Contains('*', StringComparison.Ordinal))
            return null;
        var control = new CacheControlHeaderValue();
        // What cannot be read may forbid it.
        if (headers.CacheControl.Count > 0 && !CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out control))
            return null;
        if (control.NoStore || control.NoCache || control.Private)
            return null;
        var said = control.SharedMaxAge ?? control.MaxAge ?? ReadExpires(headers);
        if (said is null ? !IsKeptByDefault(status) || headers.ContentLength is null : !IsKept(status))
            return null;
        var freshness = new Freshness(
            said ?? options.Life,
            ReadStale(control, StaleWhileRevalidate, said, options.StaleWhileRevalidate),
            ReadStale(control, StaleIfError, said, options.StaleIfError),
            ReadSeconds(headers.Age.ToString()) ?? TimeSpan.Zero);
        return freshness.End > freshness.Age ? freshness : null;
    }

    /// <summary>It sets a cookie, or says what one visitor has written: it is for whoever asked.</summary>
    private static bool IsForOne(IHeaderDictionary headers) => headers.SetCookie.Count > 0 || headers.ContainsKey(FoobarNames.Headers.ReadPosition);

    /// <summary>It is not all there is, or something comes after its body.</summary>
    private static bool IsPart(IHeaderDictionary headers) =>
        headers.ContentRange.Count > 0 || headers.Trailer.Count > 0 || headers.ContentType.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    // An answer that tells neither a life nor a length is a stream: whoever asked for it wants what there is of it now.
    private static bool IsKeptByDefault(int status) => status is
        StatusCodes.Status200OK or StatusCodes.Status301MovedPermanently or StatusCodes.Status308PermanentRedirect or StatusCodes.Status404NotFound or StatusCodes.Status410Gone;

    private static bool IsKept(int status) => IsKeptByDefault(status) || status is
        StatusCodes.Status203NonAuthoritative or StatusCodes.Status204NoContent or StatusCodes.Status300MultipleChoices or StatusCodes.Status302Found or StatusCodes.Status307TemporaryRedirect;

    /// <summary>How long after its life it may be shown: as it says itself; and where it says nothing, as is set, unless it forbids that or was to live for no time at all.</summary>
    /// <remarks><c>s-maxage</c> forbids it as <c>proxy-revalidate</c> does (RFC 9111, section 5.2.2.10), but not to who allows it in the same breath.</remarks>
    private static TimeSpan ReadStale(CacheControlHeaderValue control, string directive, TimeSpan? said, TimeSpan usual)
    {
        if (control.MustRevalidate || control.ProxyRevalidate)
            return TimeSpan.Zero;
        foreach (var extension in control.Extensions)
        {
            if (extension.Name.Equals(directive, StringComparison.OrdinalIgnoreCase))
                return ReadSeconds(extension.Value.Value) ?? TimeSpan.Zero;
        }
        return control.SharedMaxAge is not null || said <= TimeSpan.Zero ? TimeSpan.Zero : usual;
    }

    /// <summary>The life that <c>Expires</c> gives it; none where it cannot be read, as with <c>0</c>.</summary>
    private static TimeSpan? ReadExpires(IHeaderDictionary headers)
    {
        if (headers.Expires.Count == 0)
            return null;
        return HeaderUtilities.TryParseDate(headers.Expires.ToString(), out var expires) && HeaderUtilities.TryParseDate(headers.Date.ToString(), out var date) ? expires - date : TimeSpan.Zero;
    }

    private static TimeSpan? ReadSeconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}

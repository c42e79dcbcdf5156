using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>Chooses the headers of an answer that are kept with it.</summary>
internal static class AnswerHeaders
{
    // Of one connection, or told anew with each answer.
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyConnection, HeaderNames.TE, HeaderNames.Trailer,
        HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.Age, HeaderNames.ContentLength, CacheStatus.Header,
    };

    // Tell of a body, which a 304 has not.
    private static readonly HashSet<string> OfBody = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentType, HeaderNames.ContentEncoding, HeaderNames.ContentLanguage, HeaderNames.ContentDisposition,
    };

    /// <summary>The headers that came with the answer; those that the gateway had set itself before belong to the request and not to the answer.</summary>
    public static KeyValuePair<string, StringValues>[] Collect(IHeaderDictionary headers, KeyValuePair<string, StringValues>[] own) =>
        [.. headers.Where(header => !NotKept.Contains(header.Key) && !IsOwn(header, own))];

    /// <summary>The headers of an answer of which a web said with 304 that it has not changed: the ones it had, replaced by those that the 304 has.</summary>
    public static KeyValuePair<string, StringValues>[] Update(KeyValuePair<string, StringValues>[] kept, KeyValuePair<string, StringValues>[] confirmed)
    {
        KeyValuePair<string, StringValues>[] newer = [.. WithoutBody(confirmed)];
        return [.. kept.Where(header => !Array.Exists(newer, other => IsSame(other.Key, header.Key))), .. newer];
    }

    /// <summary>The headers that a 304 has.</summary>
    public static KeyValuePair<string, StringValues>[] WithoutBody(KeyValuePair<string, StringValues>[] headers) => Array.FindAll(headers, header => !OfBody.Contains(header.Key));

    private static bool IsOwn(KeyValuePair<string, StringValues> header, KeyValuePair<string, StringValues>[] own) =>
        Array.Exists(own, other => IsSame(other.Key, header.Key) && other.Value == header.Value);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

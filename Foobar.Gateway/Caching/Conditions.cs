using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>Judges the conditions of a request: whether the client has the answer already.</summary>
internal static class Conditions
{
    /// <summary>The client has it, and needs to be told no more. <c>If-Modified-Since</c> counts only where there is no <c>If-None-Match</c> (RFC 9110, section 13.2.2).</summary>
    public static bool HasAlready(IHeaderDictionary request, CacheEntry entry)
    {
        if (entry.Status != StatusCodes.Status200OK)
            return false;
        var known = request.IfNoneMatch;
        if (known.Count > 0)
            return HasTag(known, entry.ETag);
        var since = request.IfModifiedSince;
        return since.Count > 0 && entry.LastModified is { } changed
            && HeaderUtilities.TryParseDate(since.ToString(), out var asked) && HeaderUtilities.TryParseDate(changed, out var last) && last <= asked;
    }

    /// <summary>Weak comparison (RFC 9110, section 8.8.3.2). Usually there is one tag, written as the web wrote it.</summary>
    private static bool HasTag(StringValues known, string? tag)
    {
        if (known.Count == 1 && (known[0] == tag || known[0] == "*"))
            return true;
        return EntityTagHeaderValue.TryParse(tag, out var own)
            && EntityTagHeaderValue.TryParseList(known, out var tags) && tags.Any(other => other.Equals(EntityTagHeaderValue.Any) || other.Compare(own, useStrongComparison: false));
    }
}

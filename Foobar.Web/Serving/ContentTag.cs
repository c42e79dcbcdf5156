using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Foobar.Web.Serving;

/// <summary>The <c>ETag</c> of an answer, made of what is sent: it needs no record of changes, and both webs give the same one.</summary>
internal static class ContentTag
{
    /// <summary>The tag of this content; a weak one where the same content may be sent compressed.</summary>
    public static EntityTagHeaderValue Of(ReadOnlySpan<byte> content, bool isWeak) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"", isWeak);

    /// <summary>Whether who asks has the content of this tag already.</summary>
    /// <remarks>Weak comparison, as RFC 9110 has it for <c>If-None-Match</c>: a gateway that compresses may have made the tag weak.</remarks>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}

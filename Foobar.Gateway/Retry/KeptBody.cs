using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Gateway.Retry;

/// <summary>A request's body that can be sent more than once, as far as it is short enough to be kept.</summary>
internal sealed class KeptBody
{
    private readonly byte[]? _bytes;

    private KeptBody(byte[]? bytes) => _bytes = bytes;

    /// <summary>The whole body is kept, or there is none.</summary>
    public bool IsWhole => _bytes is not null;

    /// <summary>Reads a body that is no longer than the limit, in bytes. A longer one, and one whose length nobody knows, such as a stream, goes through as it comes.</summary>
    public static async ValueTask<KeptBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return new KeptBody([]);
        if (request.ContentLength is not { } length || length > limit)
            return new KeptBody(null);
        var bytes = new byte[length];
        await request.Body.ReadExactlyAsync(bytes, cancellationToken);
        return new KeptBody(bytes);
    }

    /// <summary>Puts the body back to its beginning.</summary>
    public void Rewind(HttpRequest request)
    {
        if (_bytes is { Length: > 0 })
            request.Body = new MemoryStream(_bytes, writable: false);
    }
}

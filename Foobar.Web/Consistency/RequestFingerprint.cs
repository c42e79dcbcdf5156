using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Foobar.Web.Consistency;

/// <summary>Makes 32 bytes out of all that decides what a request does: method, path, query and body.</summary>
internal static class RequestFingerprint
{
    /// <summary>Reads the whole body, and leaves it to be read again.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes.</exception>
    public static async Task<byte[]> ComputeAsync(HttpRequest request, int bodyBytesAtMost, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Blanks occur in none of the parts, so no two requests run together to the same text.
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()} "));
        // In memory only: the file system may be read-only.
        request.EnableBuffering(bufferThreshold: bodyBytesAtMost, bufferLimit: bodyBytesAtMost);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
                hash.AppendData(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}

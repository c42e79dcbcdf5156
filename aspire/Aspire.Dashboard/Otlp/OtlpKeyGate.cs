using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Otlp;

/// <summary>Lets only those send who know a key.</summary>
internal sealed class OtlpKeyGate(RequestDelegate next, IOptions<OtlpOptions> options)
{
    public const string Header = "x-otlp-api-key";

    private readonly bool _isOpen = options.Value.IsUnsecured;
    private readonly byte[][] _hashes = [.. new[] { options.Value.PrimaryApiKey, options.Value.SecondaryApiKey }.OfType<string>().Where(key => key.Length > 0).Select(Hash)];

    public Task InvokeAsync(HttpContext context) => _isOpen || IsKey(context.Request.Headers[Header].ToString())
        ? next(context)
        : OtlpAnswers.RefuseAsync(context, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated, $"The header {Header} must have the key of this dashboard.");

    /// <summary>Hashes have the same length, so that not even the length of a key shows in the time that this takes.</summary>
    private bool IsKey(string given)
    {
        var hash = Hash(given);
        var isKey = false;
        foreach (var known in _hashes)
            isKey |= CryptographicOperations.FixedTimeEquals(hash, known);
        return isKey;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

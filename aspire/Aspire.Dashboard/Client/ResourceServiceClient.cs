using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Dashboard.Protocol;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Client;

/// <summary>Speaks with the application host.</summary>
internal sealed class ResourceServiceClient : IDisposable
{
    private readonly HttpClient _http;

    public ResourceServiceClient(IOptions<ResourceServiceClientOptions> options)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        if (options.Value.CertificateHash is { Length: > 0 } hash)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => HasHash(certificate, hash);
        // Streams and commands take as long as they take; a dead application host closes the connection.
        _http = new HttpClient(handler) { BaseAddress = options.Value.IsConfigured ? new Uri(options.Value.Url!) : null, Timeout = Timeout.InfiniteTimeSpan };
        if (options.Value.ApiKey is { Length: > 0 } key)
            _http.DefaultRequestHeaders.Add(ResourceServiceRoutes.ApiKeyHeader, key);
    }

    /// <summary>Every instance, then those that change. Ends when the application host ends it.</summary>
    /// <exception cref="HttpRequestException">The application host does not answer.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public IAsyncEnumerable<ResourceView[]> WatchResourcesAsync(CancellationToken cancellationToken) =>
        StreamAsync(ResourceServiceRoutes.Resources, ProtocolJson.Default.ResourceViewArray, cancellationToken);

    /// <summary>The lines of a console log whose number is greater than <paramref name="after"/>, then new ones if <paramref name="follow"/> is set.</summary>
    /// <inheritdoc cref="WatchResourcesAsync" path="/exception"/>
    public IAsyncEnumerable<ConsoleLine[]> ReadConsoleAsync(string resourceId, int after, bool follow, CancellationToken cancellationToken) => StreamAsync(
        FormattableString.Invariant($"{ResourceServiceRoutes.Console}?id={Uri.EscapeDataString(resourceId)}&after={after}&follow={(follow ? "true" : "false")}"),
        ProtocolJson.Default.ConsoleLineArray, cancellationToken);

    /// <summary>Runs a command. A failure to reach the application host is a result too.</summary>
    public async Task<CommandResponse> RunCommandAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(ResourceServiceRoutes.Commands, request, ProtocolJson.Default.CommandRequest, cancellationToken);
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync(ProtocolJson.Default.CommandResponse, cancellationToken))!;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            return new CommandResponse(Success: false, Canceled: false, $"The application host did not answer: {exception.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool HasHash(X509Certificate? certificate, string hash) =>
        certificate is not null && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), hash, StringComparison.OrdinalIgnoreCase);

    private async IAsyncEnumerable<T> StreamAsync<T>(string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        // Values that follow one another with white space between them are what the service sends.
        await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable(stream, type, topLevelValues: true, cancellationToken))
            yield return item!;
    }
}

extern alias dashboard;

using System.Net;
using dashboard::Aspire.Dashboard.Otlp;
using dashboard::Aspire.Dashboard.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>The receiver of the dashboard, on ports of its own.</summary>
internal sealed class RunningReceiver : IAsyncDisposable
{
    public const string Key = "the key";
    public const string OtherKey = "the other key";

    private readonly OtlpReceiver _receiver;
    private readonly OtlpHost _host;

    private RunningReceiver()
    {
        var limits = Options.Create(new TelemetryLimits());
        Store = new TelemetryStore(limits, TimeProvider.System);
        _receiver = new OtlpReceiver(Store, limits);
        _host = new OtlpHost(_receiver, Options.Create(new OtlpOptions
        {
            AuthMode = "ApiKey",
            PrimaryApiKey = Key,
            SecondaryApiKey = OtherKey,
            GrpcUrl = "http://127.0.0.1:0",
            HttpUrl = "http://127.0.0.1:0",
        }), new ConfigurationBuilder().Build(), NullLoggerFactory.Instance);
    }

    public TelemetryStore Store { get; }

    public Uri GrpcAddress { get; private set; } = null!;

    public Uri HttpAddress { get; private set; } = null!;

    public static async Task<RunningReceiver> StartAsync()
    {
        var running = new RunningReceiver();
        await running._host.StartAsync(Token);
        (running.GrpcAddress, running.HttpAddress) = (new Uri(running._host.Addresses.First()), new Uri(running._host.Addresses.Last()));
        return running;
    }

    /// <summary>Posts over HTTP with protobuf.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string? key = Key, string contentType = "application/x-protobuf", string? encoding = null)
    {
        using var client = new HttpClient { BaseAddress = HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        if (key is not null)
            request.Headers.Add(OtlpKeyGate.Header, key);
        // A refusal closes the connection; who is still sending then may never read it.
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request, Token);
    }

    /// <summary>Calls over gRPC, and returns the status and the message of the answer.</summary>
    public async Task<(string? Status, string? Message)> CallAsync(string service, byte[] message, string? key = Key, bool isGzip = false)
    {
        using var client = new HttpClient { BaseAddress = GrpcAddress };
        var frame = new byte[5 + message.Length];
        frame[0] = isGzip ? (byte)1 : (byte)0;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/opentelemetry.proto.collector.{service}/Export")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        if (isGzip)
            request.Headers.Add("grpc-encoding", "gzip");
        if (key is not null)
            request.Headers.Add(OtlpKeyGate.Header, key);
        using var response = await client.SendAsync(request, Token);
        await response.Content.ReadAsByteArrayAsync(Token);
        string? Find(string name) => response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : null;
        return (Find("grpc-status"), Find("grpc-message") is { } text ? Uri.UnescapeDataString(text) : null);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        _receiver.Dispose();
    }
}

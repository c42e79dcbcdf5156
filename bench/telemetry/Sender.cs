using System.Buffers.Binary;
using System.Net;

namespace Telemetry;

/// <summary>Sends requests to the dashboard as exporters do.</summary>
internal sealed class Sender(DashboardProcess dashboard, bool isGrpc) : IDisposable
{
    private const int GrpcPrefix = 5;

    private readonly HttpClient _http = new() { BaseAddress = isGrpc ? dashboard.GrpcAddress : dashboard.HttpAddress };

    /// <summary>Sends one request; false if it was told to come later.</summary>
    public async Task<bool> SendAsync(string signal, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, isGrpc ? $"/opentelemetry.proto.collector.{GetService(signal)}/Export" : $"/v1/{signal}")
        {
            Version = isGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(isGrpc ? Frame(body) : body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", isGrpc ? "application/grpc" : "application/x-protobuf");
        request.Headers.Add("x-otlp-api-key", DashboardProcess.Key);
        using var response = await _http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return false;
        response.EnsureSuccessStatusCode();
        if (!isGrpc)
            return true;
        var status = (response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values)) ? values.Single() : "none";
        return status switch
        {
            "0" => true,
            "14" => false,
            _ => throw new InvalidOperationException($"The dashboard has answered with gRPC status {status}."),
        };
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[GrpcPrefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, GrpcPrefix);
        return frame;
    }

    private static string GetService(string signal) => signal switch
    {
        "traces" => "trace.v1.TraceService",
        "metrics" => "metrics.v1.MetricsService",
        _ => "logs.v1.LogsService",
    };
}

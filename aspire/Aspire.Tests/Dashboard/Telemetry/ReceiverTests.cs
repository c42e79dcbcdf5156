extern alias dashboard;

using System.IO.Compression;
using System.Net;
using dashboard::Aspire.Dashboard.Otlp;
using dashboard::Aspire.Dashboard.Telemetry.Traces;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>What is wrong is refused with the reason, and costs no more memory than what is right.</summary>
public sealed class ReceiverTests
{
    private const string TraceService = "trace.v1.TraceService";
    private static readonly byte[] Malformed = [0x0a, 0x7f, 0x01];
    private static readonly byte[] TooLarge = new byte[OtlpHost.LargestRequest + 1];

    /// <summary>A thousandth of the size that it has decompressed: five times what is allowed.</summary>
    private static readonly byte[] Bomb = Compress(new byte[5 * OtlpHost.LargestRequest]);

    [Theory]
    [InlineData(RunningReceiver.Key, 200)]
    [InlineData(RunningReceiver.OtherKey, 200)]
    [InlineData("the ke", 401)]
    [InlineData("", 401)]
    [InlineData(null, 401)]
    public async Task Only_those_who_know_a_key_may_send(string? key, int status)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        foreach (var path in new[] { "/v1/traces", "/v1/metrics", "/v1/logs" })
        {
            using var answer = await receiver.PostAsync(path, [], key);
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        }
        foreach (var service in new[] { TraceService, "metrics.v1.MetricsService", "logs.v1.LogsService" })
            Assert.Equal(status == 200 ? "0" : "16", (await receiver.CallAsync(service, [], key)).Status);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_the_reason_and_the_next_request_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var cases = new (byte[] Body, string ContentType, string? Encoding, int Status, string Reason)[]
        {
            (Malformed, "application/x-protobuf", null, 400, "ends within a field"),
            ([0x0a, 0x05, 0x0a, 0x03, 0x0a, 0x7f, 0x01], "application/x-protobuf", null, 400, "no protobuf message"),
            ("{}"u8.ToArray(), "application/json", null, 415, "application/json"),
            ([], "", null, 415, "application/x-protobuf"),
            ([], "application/x-protobuf", "snappy", 415, "snappy"),
            ([1, 2, 3], "application/x-protobuf", "gzip", 400, ""),
            (TooLarge, "application/x-protobuf", null, 413, "4194304"),
            (Bomb, "application/x-protobuf", "gzip", 413, "4194304"),
        };
        foreach (var (body, contentType, encoding, status, reason) in cases)
        {
            using var answer = await receiver.PostAsync("/v1/traces", body, contentType: contentType, encoding: encoding);
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
            Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using var good = await receiver.PostAsync("/v1/traces", Compress(Exports.Create(1)), encoding: "gzip");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Single(receiver.Store.Traces.Find(new TraceFilter(null, "", ErrorsOnly: false, TimeSpan.Zero)));
    }

    [Fact]
    public async Task The_same_over_grpc()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var cases = new (byte[] Body, bool IsGzip, string Status, string Reason)[]
        {
            (Malformed, false, "3", "ends within a field"),
            ([1, 2, 3], true, "3", "gzip"),
            (TooLarge, false, "8", ""),
            (Bomb, true, "8", ""),
        };
        foreach (var (body, isGzip, status, reason) in cases)
        {
            var answer = await receiver.CallAsync(TraceService, body, isGzip: isGzip);
            Assert.Equal(status, answer.Status);
            Assert.Contains(reason, answer.Message ?? "", StringComparison.Ordinal);
        }
        Assert.Equal("0", (await receiver.CallAsync(TraceService, Compress(Exports.Create(1)), isGzip: true)).Status);
        Assert.Single(receiver.Store.Traces.Find(new TraceFilter(null, "", ErrorsOnly: false, TimeSpan.Zero)));
    }

    [Fact]
    public async Task What_has_no_number_is_refused_and_the_rest_is_kept()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        using var answer = await receiver.PostAsync("/v1/traces", Exports.Create(3, withoutNumber: 2));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var partial = await answer.Content.ReadAsByteArrayAsync(Token);
        // Field 1 is the partial success, its field 1 the number of those refused.
        Assert.Equal([0x0a, 0x08, 2], [partial[0], partial[2], partial[3]]);
        Assert.Equal(3, receiver.Store.Traces.Find(new TraceFilter(null, "", ErrorsOnly: false, TimeSpan.Zero)).Count);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/traces", 404)]
    [InlineData("GET", "/login", 404)]
    [InlineData("GET", "/_framework/blazor.web.js", 404)]
    [InlineData("GET", "/v1/traces", 405)]
    [InlineData("POST", "/v1/other", 404)]
    public async Task Nothing_else_answers_there(string method, string path, int status)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        using var client = new HttpClient { BaseAddress = receiver.HttpAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(OtlpKeyGate.Header, RunningReceiver.Key);
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
    }

    [Fact]
    public async Task More_requests_than_can_wait_are_told_to_come_later()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        // They ask before they send their bodies, since this client reads no answer before it has sent all of a request.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = receiver.HttpAddress };
        var gate = new TaskCompletionSource();
        // Their bodies do not end before the gate opens: some are read and the others wait for these.
        var all = Enumerable.Range(0, 100).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new GatedContent(gate.Task) };
            request.Headers.ExpectContinue = true;
            request.Headers.Add(OtlpKeyGate.Header, RunningReceiver.Key);
            using var answer = await client.SendAsync(request, Token);
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
        }).ToArray();
        var refused = await await Task.WhenAny(all);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), refused);

        gate.SetResult();
        var answers = await Task.WhenAll(all);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Select(answer => answer.StatusCode).Distinct().Order());
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }
}

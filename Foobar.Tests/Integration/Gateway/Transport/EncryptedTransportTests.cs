using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Foobar.Tests.Integration.Gateway.Tls;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Integration.Gateway.Transport;

/// <summary>Whatever goes out together, each answer arrives whole.</summary>
public sealed class EncryptedTransportTests : IAsyncLifetime
{
    private const int Large = 16 * 1024 * 1024;

    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CertificateFolder _files = new(TestCertificate.Create("site", TimeSpan.FromDays(1)));
    private EncryptedGateway _gateway = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [SuppressMessage("Security", "CA5359", Justification = "The test's own certificate.")]
    public async ValueTask InitializeAsync()
    {
        _gateway = await EncryptedGateway.StartAsync("https://127.0.0.1:0", AnswerAsync, _files.Settings);
        _client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } })
        {
            BaseAddress = _gateway.Addresses.Single(),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        _files.Dispose();
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    public async Task Many_answers_at_a_time_arrive_whole(string version)
    {
        _client.DefaultRequestVersion = Version.Parse(version);
        var lengths = Enumerable.Range(0, 400).Select(i => i * 211).ToArray();

        var answers = await Task.WhenAll(lengths.Select(length => _client.GetByteArrayAsync(new Uri($"/numbers?length={length}", UriKind.Relative), Cancellation)));

        Assert.All(lengths.Zip(answers), pair => Assert.Equal(Numbers(pair.First, pair.First), pair.Second));
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    public async Task A_long_answer_arrives_whole_at_a_reader_that_lets_it_wait(string version)
    {
        _client.DefaultRequestVersion = Version.Parse(version);
        using var response = await _client.GetAsync(new Uri($"/numbers?length={Large}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);
        // The server has more to send than fits into all buffers in between, and others have answers meanwhile.
        Assert.Equal(Numbers(1000, 1000), await _client.GetByteArrayAsync(new Uri("/numbers?length=1000", UriKind.Relative), Cancellation));

        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancellation);

        Assert.Equal(Numbers(Large, Large), all.ToArray());
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    public async Task An_event_arrives_before_the_next_one_is_sent(string version)
    {
        _client.DefaultRequestVersion = Version.Parse(version);
        using var response = await _client.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("first", await events.ReadLineAsync(Cancellation));
        _goOn.SetResult();

        Assert.Equal("second\n", await events.ReadToEndAsync(Cancellation));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/events")
        {
            await context.Response.WriteAsync("first\n", Cancellation);
            await _goOn.Task.WaitAsync(Cancellation);
            await context.Response.WriteAsync("second\n", Cancellation);
            return;
        }
        var length = int.Parse(context.Request.Query["length"]!, CultureInfo.InvariantCulture);
        // In several flushes, with other streams' between them.
        foreach (var part in Numbers(length, length).Chunk(50_000))
        {
            await context.Response.Body.WriteAsync(part, Cancellation);
            await Task.Yield();
        }
    }

    /// <summary>Bytes that are another answer's with another seed, and in no other order.</summary>
    private static byte[] Numbers(int length, int seed)
    {
        var bytes = new byte[length];
        for (var i = 0; i + sizeof(int) <= length; i += sizeof(int))
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), seed ^ i);
        return bytes;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>What is not one question and one answer goes through as it comes.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private const int Large = 16 * 1024 * 1024;

    private readonly Channel<int> _received = Channel.CreateUnbounded<int>();
    private readonly TaskCompletionSource _goOn = new();
    private WebApplication _destination = null!;
    private GatewayUnderTest _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _destination = builder.Build();
        _destination.Map("/events", TellEventsAsync);
        _destination.Map("/upload", TakeAsync);
        _destination.Map("/download", GiveAsync);
        await _destination.StartAsync(Cancellation);
        _gateway = await GatewayUnderTest.StartAsync(
            [new Uri(_destination.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single())], ("ReverseProxy:Routes:site:MaxRequestBodySize", "-1"));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _destination.DisposeAsync();
    }

    [Fact]
    public async Task An_event_arrives_before_the_next_one_is_sent()
    {
        using var response = await _gateway.Client.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("data: first", await events.ReadLineAsync(Cancellation));
        _goOn.SetResult();

        Assert.Equal("\ndata: second\n\n", await events.ReadToEndAsync(Cancellation));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_arrives_while_it_is_sent(bool hasLength)
    {
        using var content = new SlowContent(Large, hasLength ? Large : null, _goOn.Task);
        var sending = _gateway.Client.PostAsync(new Uri("/upload", UriKind.Relative), content, Cancellation);

        Assert.True(await _received.Reader.ReadAsync(Cancellation) > 0);
        _goOn.SetResult();
        using var response = await sending;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{Large}", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_download_begins_before_all_of_it_is_there()
    {
        using var response = await _gateway.Client.GetAsync(new Uri("/download", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var content = await response.Content.ReadAsStreamAsync(Cancellation);
        var buffer = new byte[64 * 1024];
        long count = await content.ReadAsync(buffer, Cancellation);
        Assert.True(count > 0);
        _goOn.SetResult();

        while (await content.ReadAsync(buffer, Cancellation) is > 0 and var more)
            count += more;

        Assert.Equal(Large, count);
    }

    private async Task TellEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: first\n\n", Cancellation);
        await context.Response.Body.FlushAsync(Cancellation);
        await _goOn.Task;
        await context.Response.WriteAsync("data: second\n\n", Cancellation);
    }

    private async Task TakeAsync(HttpContext context)
    {
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (await context.Request.Body.ReadAsync(buffer, Cancellation) is > 0 and var more)
        {
            count += more;
            _received.Writer.TryWrite(count);
        }
        await context.Response.WriteAsync($"{count}", Cancellation);
    }

    private async Task GiveAsync(HttpContext context)
    {
        context.Response.ContentLength = Large;
        var part = new byte[64 * 1024];
        for (var sent = 0; sent < Large; sent += part.Length)
        {
            await context.Response.Body.WriteAsync(part, Cancellation);
            if (sent > 0)
                continue;
            await context.Response.Body.FlushAsync(Cancellation);
            await _goOn.Task;
        }
    }

    /// <summary>A body whose second half comes when the test says so.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly int _bytes;
        private readonly Task _goOn;

        public SlowContent(int bytes, long? length, Task goOn)
        {
            _bytes = bytes;
            _goOn = goOn;
            Headers.ContentLength = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[64 * 1024];
            for (var sent = 0; sent < _bytes; sent += part.Length)
            {
                await stream.WriteAsync(part, Cancellation);
                if (sent != 0)
                    continue;
                await stream.FlushAsync(Cancellation);
                await _goOn;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

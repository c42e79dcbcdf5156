using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>The cache holds up nothing that is to go through as it comes.</summary>
public sealed class StreamingTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    // Longer than what is kept, told and not told; an answer that says nothing; events.
    [InlineData("max-age=60", true, "text/plain", "*/*")]
    [InlineData("max-age=60", false, "text/plain", "*/*")]
    [InlineData("", false, "text/plain", "*/*")]
    [InlineData("", false, "text/event-stream", "text/event-stream")]
    [InlineData("", false, "text/event-stream", "*/*")]
    public async Task What_is_not_kept_is_with_the_client_before_it_is_whole(string control, bool tellsLength, string type, string accept)
    {
        const int part = 1500;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var web = await WebOfTest.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = type;
            if (control.Length > 0)
                context.Response.Headers.CacheControl = control;
            if (tellsLength)
                context.Response.ContentLength = 2 * part;
            await context.Response.WriteAsync(new string('a', part), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await open.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(new string('b', part), context.RequestAborted);
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address, ("Cache:EntryLimit", "1000"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", accept } } };
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var first = new byte[part];
        await body.ReadExactlyAsync(first, Cancellation);
        open.SetResult();
        using var rest = new MemoryStream();
        await body.CopyToAsync(rest, Cancellation);

        Assert.Equal(new string('a', part), Encoding.UTF8.GetString(first));
        Assert.Equal(new string('b', part), Encoding.UTF8.GetString(rest.ToArray()));
        long? length = tellsLength ? 2 * part : null;
        Assert.Equal(length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task An_answer_of_many_megabytes_goes_through_whole()
    {
        const int length = 20_000_000;
        await using var web = await WebOfTest.StartAsync(async (context, _) =>
        {
            context.Response.Headers.CacheControl = "max-age=60";
            var block = Encoding.UTF8.GetBytes(new string('a', 100_000));
            for (var sent = 0; sent < length; sent += block.Length)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);

        Assert.Equal(length, (await gateway.GetAsync("/")).Body.Length);
        Assert.InRange(gateway.Statistics.Bytes, 0, 1000);
    }

    [Fact]
    public async Task A_web_socket_goes_through()
    {
        await using var web = await WebOfTest.StartAsync(async (context, _) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });
        await using var gateway = await CachingGateway.StartAsync(web.Address);
        using var client = new ClientWebSocket();

        await client.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws" }.Uri, Cancellation);
        await client.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var answer = new byte[100];
        var read = await client.ReceiveAsync(answer.AsMemory(), Cancellation);

        Assert.Equal("hello", Encoding.UTF8.GetString(answer, 0, read.Count));
    }
}

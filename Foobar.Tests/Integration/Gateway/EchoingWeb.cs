using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>A destination that sends back what comes over a WebSocket.</summary>
internal sealed class EchoingWeb : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<HttpContext> _open = [];

    private EchoingWeb(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<EchoingWeb> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        var web = new EchoingWeb(app);
        app.Run(web.EchoAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return web;
    }

    /// <summary>Resets the connections of all WebSockets.</summary>
    public void Break()
    {
        foreach (var context in _open)
            context.Abort();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task EchoAsync(HttpContext context)
    {
        _open.Add(context);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (message.MessageType == WebSocketMessageType.Close)
                break;
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}

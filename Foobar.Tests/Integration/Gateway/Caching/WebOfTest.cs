using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway.Caching;

/// <summary>A web that answers as its test says, and counts what it is asked.</summary>
internal sealed class WebOfTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HeaderDictionary> _received = [];
    private int _asked;

    private WebOfTest(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The headers of all requests, in their order.</summary>
    public HeaderDictionary[] Received => [.. _received];

    /// <summary>Starts a web; its answers get the number of the request, from 1.</summary>
    public static async Task<WebOfTest> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var web = new WebOfTest(app);
        app.UseWebSockets();
        app.Run(context =>
        {
            web._received.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
            return answer(context, Interlocked.Increment(ref web._asked));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return web;
    }

    /// <summary>Starts a web that says the number of the request, with these headers.</summary>
    public static Task<WebOfTest> CountingAsync(params (string Name, string Value)[] headers) => StartAsync((context, number) =>
    {
        foreach (var (name, value) in headers)
            context.Response.Headers.Append(name, value);
        return WriteAsync(context, $"{number}");
    });

    /// <summary>Writes a text with its length, as far as there is somebody to read it.</summary>
    public static async Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(text, context.RequestAborted);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

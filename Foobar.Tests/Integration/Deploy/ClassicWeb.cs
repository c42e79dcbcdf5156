using GatewaySpeed.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>What stands behind an nginx of the classic chain: it says its name, tells what it was asked, and has one answer that may be kept.</summary>
internal sealed class ClassicWeb : IWeb, IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ClassicWeb(WebApplication app) => _app = app;

    public string Authority => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Starts one.</summary>
    public static async Task<ClassicWeb> StartAsync(string name, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        // A web that dies does not wait for its visitors.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var web = new ClassicWeb(builder.Build());
        web._app.MapGet("/health", () => "Healthy");
        web._app.MapMethods("/name", ["GET", "POST"], context => web.AnswerAsync(context, name));
        web._app.MapGet("/kept", context =>
        {
            context.Response.Headers.CacheControl = "public, max-age=60";
            context.Response.ContentType = "text/plain";
            return web.AnswerAsync(context, new string('x', 4096));
        });
        await web._app.StartAsync(cancellationToken);
        return web;
    }

    public Task<long> CountRequestsAsync(CancellationToken cancellationToken) => Task.FromResult((long)Volatile.Read(ref _requests));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context, string text)
    {
        Interlocked.Increment(ref _requests);
        foreach (var header in new[] { "X-Forwarded-For", "X-Forwarded-Proto", "Idempotency-Key" })
            context.Response.Headers[$"Seen-{header}"] = context.Request.Headers[header];
        return context.Response.WriteAsync(text);
    }
}

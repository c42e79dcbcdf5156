using Foobar.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway;

/// <summary>A destination on Kestrel whose health and answers a test changes while it runs.</summary>
internal sealed class LiveDestination : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _served;
    private int _underWay;

    private LiveDestination(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What its health check says; not ready unless it is <c>Healthy</c> or <c>Degraded</c>.</summary>
    public string Health { get; set; } = "Healthy";

    /// <summary>The status of its answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Answers wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Requests so far.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>The body of the last request.</summary>
    public string LastBody { get; private set; } = "";

    /// <summary>Requests that wait for the gate.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Starts it.</summary>
    public static async Task<LiveDestination> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var destination = new LiveDestination(app);
        app.Run(destination.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return destination;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == FoobarNames.Health.Ready)
        {
            context.Response.StatusCode = Health is "Healthy" or "Degraded" ? 200 : 503;
            context.Response.Headers[FoobarNames.Headers.Health] = Health;
            return;
        }
        Interlocked.Increment(ref _served);
        Interlocked.Increment(ref _underWay);
        using (var reader = new StreamReader(context.Request.Body))
            LastBody = await reader.ReadToEndAsync(context.RequestAborted);
        await Gate;
        Interlocked.Decrement(ref _underWay);
        context.Response.StatusCode = Status;
        await context.Response.WriteAsync("answer");
    }
}

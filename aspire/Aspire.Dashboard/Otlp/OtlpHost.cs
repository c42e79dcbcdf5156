using System.Net;
using System.Threading.RateLimiting;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Otlp;

/// <summary>The web server that receives telemetry. It is another than that of the pages, so neither answers on the ports of the other.</summary>
internal sealed partial class OtlpHost(OtlpReceiver receiver, IOptions<OtlpOptions> options, IConfiguration configuration, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    /// <summary>What gRPC allows by default; it counts before and after decompression.</summary>
    public const int LargestRequest = 4 << 20;

    /// <summary>Requests that are in memory at a time.</summary>
    private const int RequestsAtOnce = 4;

    /// <summary>Requests that wait before they are read; the sender of one more is told to come later.</summary>
    private const int WaitingRequests = 32;

    private const int MostConnections = 200;
    private const int StreamBuffer = 96 << 10;

    private readonly ILogger _logger = loggers.CreateLogger<OtlpHost>();
    private WebApplication? _server;

    /// <summary>The addresses that are listened on.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _server?.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var server = Build();
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            _server = server;
            foreach (var address in Addresses)
                LogListening(address);
        }
        catch (IOException exception)
        {
            // The pages are worth something without telemetry too.
            LogNotListening(exception.Message);
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
    }

    private WebApplication Build()
    {
        // An empty builder reads no configuration: the urls are those of the pages.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(configuration.GetSection("Kestrel:Certificates").AsEnumerable());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(Configure);
        if (Listeners.Any(listener => listener.Url.Scheme == Uri.UriSchemeHttps))
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.AddProvider(new PassingLoggers(loggers)).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Critical)
            // The application host takes this category's word for it that the pages are there.
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None);
        var services = builder.Services;
        services.AddSingleton<IHostLifetime, PassiveLifetime>();
        // A sender that is slow must not hold up the end of the application host.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services.AddSingleton(receiver);
        services.AddSingleton(options);
        services.AddRouting();
        services.AddRequestDecompression();
        services.AddRateLimiter(LimitRequests);
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestRequest;
            // Routes for them would match addresses that are none of gRPC.
            grpc.IgnoreUnknownServices = true;
            grpc.CompressionProviders = [new LimitedGzip()];
        });
        services.AddSingleton<OtlpGrpcService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<OtlpGrpcService>, OtlpGrpcMethods>());

        var app = builder.Build();
        app.UseMiddleware<OtlpKeyGate>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseRequestDecompression();
        app.MapOtlpHttp();
        app.MapGrpcService<OtlpGrpcService>();
        return app;
    }

    private IEnumerable<(Uri Url, HttpProtocols Protocols)> Listeners
    {
        get
        {
            if (options.Value.GrpcUrl is { Length: > 0 } grpc)
                yield return (new Uri(grpc), HttpProtocols.Http2);
            if (options.Value.HttpUrl is { Length: > 0 } http)
                yield return (new Uri(http), new Uri(http).Scheme == Uri.UriSchemeHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1);
        }
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // The endpoints have limits of their own, which say what is wrong; with gRPC a prefix goes before the message.
        kestrel.Limits.MaxRequestBodySize = 2 * LargestRequest;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        // What waits for its turn waits at its sender. HTTP/1.1 keeps its larger buffer: with one of 96 KB each request of 250 KB took a quarter of a second.
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamBuffer;
        kestrel.Limits.Http2.InitialConnectionWindowSize = StreamBuffer;
        foreach (var (url, protocols) in Listeners)
        {
            void Listen(ListenOptions listen)
            {
                listen.Protocols = protocols;
                if (url.Scheme == Uri.UriSchemeHttps)
                    listen.UseHttps();
            }

            if (IPAddress.TryParse(url.DnsSafeHost, out var address))
                kestrel.Listen(address, url.Port, Listen);
            else
                kestrel.ListenLocalhost(url.Port, Listen);
        }
    }

    private static void LimitRequests(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0,
            _ => new ConcurrencyLimiterOptions { PermitLimit = RequestsAtOnce, QueueLimit = WaitingRequests, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
        limiter.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return new ValueTask(OtlpAnswers.RefuseAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, StatusCode.Unavailable,
                "More telemetry comes than this dashboard can take in. Send it again later."));
        };
    }

    [LoggerMessage(1, LogLevel.Information, "Telemetry is received at {Address}.")]
    private partial void LogListening(string address);

    [LoggerMessage(2, LogLevel.Error, "No telemetry is received: {Reason}")]
    private partial void LogNotListening(string reason);
}

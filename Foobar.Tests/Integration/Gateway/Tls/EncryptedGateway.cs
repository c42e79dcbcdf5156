using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Foobar.Gateway.Tls;
using Foobar.Gateway.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>A server with the gateway's encryption and transport on a port of its own.</summary>
internal sealed class EncryptedGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EncryptedGateway(WebApplication app, CollectedLog log)
    {
        _app = app;
        Log = log;
        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    public Uri[] Addresses { get; }

    public CollectedLog Log { get; }

    public CertificateSource Certificates => _app.Services.GetRequiredService<CertificateSource>();

    /// <summary>Starts one at this address that answers with the protocol that was spoken, with settings by their keys.</summary>
    public static Task<EncryptedGateway> StartAsync(string urls, params (string Key, string Value)[] settings) =>
        StartAsync(urls, context => context.Response.WriteAsync(context.Request.Protocol), settings);

    /// <summary>Starts one that answers so.</summary>
    public static Task<EncryptedGateway> StartAsync(string urls, RequestDelegate answer, params (string Key, string Value)[] settings) => StartAsync(urls, answer, _ => { }, settings);

    /// <summary>Starts one with services of the test.</summary>
    public static async Task<EncryptedGateway> StartAsync(string urls, RequestDelegate answer, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ApplicationName = "Foobar.Gateway" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.ClearProviders();
        var log = new CollectedLog();
        builder.Logging.AddProvider(log);
        builder.WebHost.UseUrls(urls);
        builder.AddTransport();
        builder.AddTls();
        configure(builder.Services);
        var app = builder.Build();
        app.UseAlternativeService();
        app.Run(answer);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new EncryptedGateway(app, log);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes a connection and shakes hands, offering these protocols.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "The test looks at the certificate itself.")]
    public async Task<SslStream> ConnectAsync(SslProtocols protocols, params SslApplicationProtocol[] applicationProtocols)
    {
        var stream = new SslStream(await OpenAsync());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "www.foobar.com",
                EnabledSslProtocols = protocols,
                ApplicationProtocols = [.. applicationProtocols],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            }, TestContext.Current.CancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>The subject of the certificate that a new connection sees.</summary>
    public async Task<string> GetSubjectAsync()
    {
        await using var stream = await ConnectAsync(SslProtocols.None);
        return stream.RemoteCertificate!.Subject;
    }

    /// <summary>Makes a connection without shaking hands.</summary>
    public async Task<NetworkStream> OpenAsync()
    {
        var address = Addresses.Single(address => address.Scheme == Uri.UriSchemeHttps);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Lets it end its work, as when it is asked to stop.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

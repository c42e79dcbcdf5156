using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>HTTP/3 by the gateway's own settings; the bytes go through the process, as the platform's QUIC library need not be here.</summary>
public sealed class Http3Tests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>One frame of headers (RFC 9114, 7.2.2) by QPACK's static table (RFC 9204, appendix A): GET, https, /, and the authority "site".</summary>
    private static readonly byte[] Get = [0x01, 11, 0, 0, 0xc0 | 17, 0xc0 | 23, 0xc0 | 1, 0x50, 4, .. "site"u8];

    [Fact]
    public async Task A_request_is_answered_at_the_port_of_the_other_versions()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", TimeSpan.FromDays(1)));
        var quic = new MemoryQuic();
        await using var gateway = await StartAsync(quic, files.Settings);
        await using var connection = quic.Connect();

        var (status, body) = Read(await connection.AskAsync(Get, Cancellation));

        Assert.Equal((200, "HTTP/3"), (status, body));
        Assert.Equal(gateway.Addresses.Single(address => address.Scheme == Uri.UriSchemeHttps).Port, Assert.IsType<IPEndPoint>(Assert.Single(quic.Endpoints)).Port);
    }

    [Fact]
    public async Task It_has_the_certificate_that_is_in_the_files_now()
    {
        using var files = new CertificateFolder(TestCertificate.Create("first", TimeSpan.FromDays(1)));
        var quic = new MemoryQuic();
        await using var gateway = await StartAsync(quic, files.Settings);

        files.Write(TestCertificate.Create("second", TimeSpan.FromDays(1)));
        Assert.True(gateway.Certificates.Refresh());
        await using var connection = quic.Connect();
        var ssl = await quic.Tls!.OnConnection(new TlsConnectionCallbackContext { ClientHelloInfo = new SslClientHelloInfo("site", SslProtocols.Tls13), Connection = connection }, Cancellation);

        Assert.Equal([SslApplicationProtocol.Http3], quic.Tls.ApplicationProtocols);
        Assert.Equal(("CN=second", SslProtocols.Tls13), (ssl.ServerCertificateContext!.TargetCertificate.Subject, ssl.EnabledSslProtocols));
        // The library refuses a policy.
        Assert.Null(ssl.CipherSuitesPolicy);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("ASPNETCORE_HTTPS_PORT", "443", true)]
    [InlineData("Tls:Http3", "false", false)]
    public async Task Visitors_by_tcp_are_told_where_it_is(string? key, string? value, bool isTold)
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", TimeSpan.FromDays(1)));
        var quic = new MemoryQuic();
        (string, string)[] settings = key is null ? files.Settings : [.. files.Settings, (key, value!)];
        await using var gateway = await StartAsync(quic, settings);
        var port = value == "443" ? 443 : gateway.Addresses.Single(address => address.Scheme == Uri.UriSchemeHttps).Port;

        Assert.Equal(isTold ? $"h3=\":{port}\"" : "", await GetAlternativeAsync(gateway, Uri.UriSchemeHttps));
        Assert.Equal("", await GetAlternativeAsync(gateway, Uri.UriSchemeHttp));
        Assert.Equal(isTold ? 1 : 0, quic.Endpoints.Count);
    }

    [Fact]
    public async Task Without_the_library_nobody_is_told_and_the_other_versions_are_served()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", TimeSpan.FromDays(1)));
        await using var gateway = await EncryptedGateway.StartAsync("https://127.0.0.1:0", context => context.Response.WriteAsync("here"), WithoutQuic, files.Settings);

        Assert.Equal("", await GetAlternativeAsync(gateway, Uri.UriSchemeHttps));
    }

    private static Task<EncryptedGateway> StartAsync(MemoryQuic quic, (string, string)[] settings) => EncryptedGateway.StartAsync(
        $"http://127.0.0.1:0;https://127.0.0.1:{EncryptedGateway.FindPort()}",
        context => context.Response.WriteAsync(context.Request.Protocol),
        services =>
        {
            WithoutQuic(services);
            services.AddSingleton<IMultiplexedConnectionListenerFactory>(quic);
        },
        settings);

    private static void WithoutQuic(IServiceCollection services)
    {
        foreach (var factory in services.Where(service => service.ServiceType == typeof(IMultiplexedConnectionListenerFactory)).ToList())
            services.Remove(factory);
    }

    private static async Task<string> GetAlternativeAsync(EncryptedGateway gateway, string scheme)
    {
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=site" } });
        using var response = await client.GetAsync(gateway.Addresses.Single(address => address.Scheme == scheme), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.NonValidated.TryGetValues("Alt-Svc", out var values) ? values.ToString() : "";
    }

    /// <summary>An answer whose status is one of QPACK's static table, and its body.</summary>
    private static (int Status, string Body) Read(byte[] answer)
    {
        var (status, body) = (0, "");
        for (var i = 0; i < answer.Length;)
        {
            var (type, length) = (answer[i], answer[i + 1] < 0x40 ? answer[i + 1] : ((answer[i + 1] & 0x3f) << 8) | answer[i + 2]);
            i += answer[i + 1] < 0x40 ? 2 : 3;
            if (type == 0x01)
                status = answer[i + 2] == (0xc0 | 25) ? 200 : throw new InvalidDataException($"The status is not 200: {Convert.ToHexString(answer)}");
            else if (type == 0x00)
                body += Encoding.UTF8.GetString(answer, i, length);
            i += length;
        }
        return (status, body);
    }
}

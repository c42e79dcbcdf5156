using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Foobar.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Foobar.Tests.Integration.Gateway.Tls;

/// <summary>Which connections are made, how they are encrypted, and with which certificate.</summary>
public sealed class TlsTests
{
    private const string Https = "https://127.0.0.1:0";
    private const int Taken = 480;
    private const int Refused = 481;
    private const byte HandshakeFailure = 40;
    private const byte ProtocolVersion = 70;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Theory]
    [InlineData("2.0", "HTTP/2")]
    [InlineData("1.1", "HTTP/1.1")]
    [SuppressMessage("Security", "CA5359", Justification = "The test's own certificate.")]
    public async Task Both_versions_of_http_are_spoken(string version, string expected)
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } });
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Addresses.Single()) { Version = new Version(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_modern_client_gets_tls_13_and_http_2()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);

        await using var stream = await gateway.ConnectAsync(SslProtocols.None, SslApplicationProtocol.Http11, SslApplicationProtocol.Http2);

        Assert.Equal(SslProtocols.Tls13, stream.SslProtocol);
        Assert.Equal(SslApplicationProtocol.Http2, stream.NegotiatedApplicationProtocol);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_of_tls_12_gets_a_good_cipher_suite(bool isRsa)
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year, isRsa));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);

        await using var stream = await gateway.ConnectAsync(SslProtocols.Tls12, SslApplicationProtocol.Http11);

        Assert.Equal(SslProtocols.Tls12, stream.SslProtocol);
        Assert.StartsWith(isRsa ? "TLS_ECDHE_RSA_WITH_" : "TLS_ECDHE_ECDSA_WITH_", stream.NegotiatedCipherSuite.ToString(), StringComparison.Ordinal);
        Assert.Matches("GCM|POLY1305", stream.NegotiatedCipherSuite.ToString());
        Assert.Equal(SslApplicationProtocol.Http11, stream.NegotiatedApplicationProtocol);
    }

    [Theory]
    [InlineData(0x0300, 0xc013, HandshakeFailure)] // SSL 3.0, which has no other alert for it
    [InlineData(0x0301, 0xc013, ProtocolVersion)] // TLS 1.0
    [InlineData(0x0302, 0xc013, ProtocolVersion)] // TLS 1.1
    [InlineData(0x0303, 0xc013, HandshakeFailure)] // ECDHE_RSA with AES_128_CBC_SHA
    [InlineData(0x0303, 0xc027, HandshakeFailure)] // ECDHE_RSA with AES_128_CBC_SHA256
    [InlineData(0x0303, 0x009c, HandshakeFailure)] // RSA with AES_128_GCM_SHA256
    [InlineData(0x0303, 0x009e, HandshakeFailure)] // DHE_RSA with AES_128_GCM_SHA256
    [InlineData(0x0303, 0x0005, HandshakeFailure)] // RSA with RC4_128_SHA
    public async Task Old_protocols_and_weak_cipher_suites_are_refused(int protocol, int suite, byte alert)
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year, isRsa: true));
        foreach (var settings in new[] { files.Settings, [("Kestrel:Certificates:Default:Path", files.Certificate), ("Kestrel:Certificates:Default:KeyPath", files.Key)] })
        {
            await using var gateway = await EncryptedGateway.StartAsync(Https, settings);

            var answer = await SayHelloAsync(gateway, OldClient.Hello((ushort)protocol, (ushort)suite));

            const byte alertRecord = 21;
            Assert.Equal((alertRecord, alert), (answer[0], answer[6]));
        }
    }

    [Fact]
    public async Task A_hello_with_a_good_cipher_suite_is_answered()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year, isRsa: true));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);

        const byte handshakeRecord = 22;
        Assert.Equal(handshakeRecord, (await SayHelloAsync(gateway, OldClient.Hello(0x0303, 0xc02f)))[0]);
    }

    [Fact]
    public async Task A_hello_that_comes_byte_by_byte_is_answered()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year, isRsa: true));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);
        await using var stream = await gateway.OpenAsync();

        foreach (var value in OldClient.Hello(0x0303, 0xc02f))
        {
            await stream.WriteAsync(new[] { value }, Cancellation);
            await Task.Yield();
        }

        const int handshakeRecord = 22;
        Assert.Equal(handshakeRecord, stream.ReadByte());
    }

    [Fact]
    public async Task Who_breaks_off_before_the_hello_is_no_error()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);
        for (var i = 0; i < 20; i++)
        {
            await using var stream = await gateway.OpenAsync();
            await stream.WriteAsync(new byte[] { 22 }, Cancellation);
            // By then the server reads what the first one has sent, or has found it gone.
            Assert.Equal("CN=site", await gateway.GetSubjectAsync());
            stream.Socket.Close(timeout: 0);
        }

        await gateway.StopAsync();

        Assert.DoesNotContain(gateway.Log.Lines, line => line.Message.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_says_nothing_is_left()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));
        var time = new FakeTimeProvider();
        await using var gateway = await EncryptedGateway.StartAsync(Https, context => context.Response.WriteAsync("here"), services => services.AddSingleton<TimeProvider>(time), files.Settings);
        await using var silent = await gateway.OpenAsync();
        await using var slow = await gateway.OpenAsync();
        await slow.WriteAsync(OldClient.Hello(0x0303, 0xc02f).AsMemory()[..^1], Cancellation);
        var ends = Task.WhenAll(ReadEndAsync(silent), ReadEndAsync(slow));

        while (!ends.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(ends, Task.Delay(10, Cancellation));
        }

        Assert.All(await ends, bytes => Assert.Equal(0, bytes));
        static async Task<int> ReadEndAsync(Stream stream) => await stream.ReadAsync(new byte[1], Cancellation);
    }

    [Fact]
    [SuppressMessage("Security", "CA5359", Justification = "The test looks at what is sent.")]
    public async Task The_certificates_between_the_sites_own_and_its_root_are_sent()
    {
        using var files = new CertificateFolder(TestCertificate.CreateSigned("site", "between"));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);
        string[] sent = [];
        await using var stream = new SslStream(await gateway.OpenAsync(), leaveInnerStreamOpen: false, (_, _, chain, _) =>
        {
            sent = [.. chain!.ChainPolicy.ExtraStore.Select(certificate => certificate.Subject)];
            return true;
        });

        await stream.AuthenticateAsClientAsync("site");

        Assert.Equal("CN=site", stream.RemoteCertificate!.Subject);
        Assert.Contains("CN=between", sent);
    }

    [Fact]
    public async Task New_files_are_taken_without_a_restart_and_connections_go_on()
    {
        using var files = new CertificateFolder(TestCertificate.Create("first", Year));
        await using var gateway = await EncryptedGateway.StartAsync(Https, [.. files.Settings, ("Tls:ReadEvery", "00:00:00.05")]);
        await using var old = await gateway.ConnectAsync(SslProtocols.None, SslApplicationProtocol.Http11);
        Assert.Equal("CN=first", old.RemoteCertificate!.Subject);

        files.Write(TestCertificate.Create("second", Year, isRsa: true));

        await Eventually.BecomesTrueAsync(async _ => await gateway.GetSubjectAsync() == "CN=second", "the new certificate");
        await old.WriteAsync("GET / HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
        using var reader = new StreamReader(old, Encoding.Latin1);
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_logged_once_and_the_old_certificate_stays()
    {
        var (first, second) = (TestCertificate.Create("first", Year), TestCertificate.Create("second", Year));
        using var files = new CertificateFolder(first);
        await using var gateway = await EncryptedGateway.StartAsync(Https, [.. files.Settings, ("Tls:ReadEvery", "01:00:00")]);
        var (certificates, log) = (gateway.Certificates, gateway.Log);

        foreach (var (certificate, key) in new[] { (second.Certificate, first.Key), (second.Certificate, "nothing"), ("nothing", second.Key), ("", ""), (first.Certificate, second.Key) })
        {
            files.Write(certificate, key);
            var before = log.Lines.Count(line => line.Id == Refused);
            Assert.False(certificates.Refresh());
            Assert.False(certificates.Refresh());
            Assert.InRange(log.Lines.Count(line => line.Id == Refused) - before, 0, 1);
            Assert.Equal("CN=first", await gateway.GetSubjectAsync());
        }
        File.Delete(files.Key);
        Assert.False(certificates.Refresh());
        Assert.Contains(files.Certificate, log.Lines.Last(line => line.Id == Refused).Message, StringComparison.Ordinal);
        Assert.Equal("CN=first", await gateway.GetSubjectAsync());

        files.Write(second);
        Assert.True(certificates.Refresh());
        Assert.False(certificates.Refresh());
        Assert.Equal("CN=second", await gateway.GetSubjectAsync());
        Assert.Equal(2, log.Lines.Count(line => line.Id == Taken));
    }

    [Fact]
    public async Task The_time_until_the_certificate_ends_is_a_metric()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", TimeSpan.FromDays(10)));
        await using var gateway = await EncryptedGateway.StartAsync(Https, files.Settings);
        var seconds = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "foobar.gateway.certificate.expiry")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seconds.Add(value));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Contains(seconds, value => TimeSpan.FromSeconds(value).TotalDays is > 9.9 and <= 10);
    }

    [Fact]
    public async Task Without_files_the_servers_own_certificate_is_used()
    {
        using var files = new CertificateFolder(TestCertificate.Create("of the server", Year));
        await using var gateway = await EncryptedGateway.StartAsync(Https, ("Kestrel:Certificates:Default:Path", files.Certificate), ("Kestrel:Certificates:Default:KeyPath", files.Key));

        await using var modern = await gateway.ConnectAsync(SslProtocols.None, SslApplicationProtocol.Http2);
        await using var older = await gateway.ConnectAsync(SslProtocols.Tls12, SslApplicationProtocol.Http2);

        Assert.Equal(("CN=of the server", SslProtocols.Tls13), (modern.RemoteCertificate!.Subject, modern.SslProtocol));
        Assert.Equal(("CN=of the server", SslProtocols.Tls12), (older.RemoteCertificate!.Subject, older.SslProtocol));
        Assert.Equal(SslApplicationProtocol.Http2, older.NegotiatedApplicationProtocol);
    }

    [Fact]
    public async Task An_http_address_stays_one()
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));
        await using var gateway = await EncryptedGateway.StartAsync($"http://127.0.0.1:0;https://127.0.0.1:{EncryptedGateway.FindPort()}", files.Settings);
        using var client = new HttpClient();

        Assert.Equal("HTTP/1.1", await client.GetStringAsync(gateway.Addresses.Single(address => address.Scheme == Uri.UriSchemeHttp), Cancellation));
        Assert.Equal("CN=site", await gateway.GetSubjectAsync());
    }

    [Theory]
    [InlineData("Tls:Key", "")]
    [InlineData("Tls:Key", "/nowhere/site.key")]
    [InlineData("Tls:Certificate", "/nowhere/site.crt")]
    [InlineData("Tls:ReadEvery", "00:00:00")]
    public async Task A_gateway_that_could_not_encrypt_does_not_start(string key, string value)
    {
        using var files = new CertificateFolder(TestCertificate.Create("site", Year));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => EncryptedGateway.StartAsync(Https, [.. files.Settings.Where(setting => setting.Key != key), (key, value)]));

        Assert.Contains("Tls:", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> SayHelloAsync(EncryptedGateway gateway, byte[] hello)
    {
        await using var stream = await gateway.OpenAsync();
        await stream.WriteAsync(hello, Cancellation);
        const int record = 7;
        var answer = new byte[record];
        await stream.ReadExactlyAsync(answer, Cancellation);
        return answer;
    }
}

using System.Diagnostics.Metrics;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.Tls;

/// <summary>Has the certificate for new connections, and takes a new one when its files change; one that cannot be used is logged, and the old one stays.</summary>
/// <remarks>
/// The files are read again and again, not watched: notices do not come for what a link leads to, such as a Kubernetes secret, nor from every file system.
/// Between the change of the one file and of the other they do not belong together; that passes with the next look.
/// </remarks>
internal sealed partial class CertificateSource : BackgroundService
{
    private readonly TlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CertificateSource> _logger;
    private CertificateFiles? _files;
    private string? _refusal;
    private volatile ServerCertificate? _current;

    public CertificateSource(TlsOptions options, TimeProvider time, IMeterFactory meters, ILogger<CertificateSource> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        if (!options.HasFiles)
            return;
        Take(CertificateFiles.Read(options));
        meters.Create(GatewayMetrics.Meter).Observe(GatewayMetrics.CertificateExpiry, () => (Current.NotAfter - time.GetUtcNow()).TotalSeconds);
    }

    /// <summary>The certificate for new connections.</summary>
    public ServerCertificate Current => _current ?? throw new InvalidOperationException("No certificate is configured.");

    /// <summary>Looks at the files; true when there is a new certificate.</summary>
    public bool Refresh()
    {
        try
        {
            var files = CertificateFiles.Read(_options);
            var isNew = files != _files;
            if (isNew)
                Take(files);
            _refusal = null;
            return isNew;
        }
        catch (UnusableCertificateException exception)
        {
            // Once, and not at every look.
            if (exception.Message != _refusal)
                LogRefused(_options.Certificate, exception.Message, Current.Subject, Current.NotAfter);
            _refusal = exception.Message;
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.HasFiles)
            return;
        using var timer = new PeriodicTimer(_options.ReadEvery, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Refresh();
    }

    /// <summary>Connections that were made with the old certificate keep it, so it is left to the garbage collector.</summary>
    private void Take(CertificateFiles files)
    {
        var certificate = files.ToCertificate();
        _files = files;
        _current = certificate;
        LogTaken(_options.Certificate, certificate.Subject, certificate.NotAfter);
    }

    [LoggerMessage(EventId = 480, Level = LogLevel.Information, Message = "New connections have the certificate of {File}: {Subject}, until {NotAfter:u}.")]
    private partial void LogTaken(string file, string subject, DateTimeOffset notAfter);

    [LoggerMessage(EventId = 481, Level = LogLevel.Error, Message = "The certificate in {File} is not taken: {Reason} New connections still have {Subject}, until {NotAfter:u}.")]
    private partial void LogRefused(string file, string reason, string subject, DateTimeOffset notAfter);
}

using System.Security.Cryptography.X509Certificates;
using Aspire.Hosting.Dashboard.ResourceService;
using Aspire.Hosting.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the dashboard as a child process beside the model, and again when it dies. The model never waits for it.</summary>
internal sealed class DashboardLauncher(
    DashboardSettings settings,
    DashboardPorts ports,
    DashboardProcessFactory processes,
    ResourceServiceHost resourceService,
    ProcessGuardian guardian,
    DevelopmentCertificate developmentCertificate,
    IConfiguration configuration,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>A dashboard that cannot live is not worth a processor.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = loggers.CreateLogger<DashboardLauncher>();

    /// <summary>The category under which tools look for the address of the dashboard.</summary>
    private readonly ILogger _announcements = loggers.CreateLogger<DistributedApplication>();

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private string? _announced;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            if (settings.AssemblyPath is { } path && File.Exists(path))
                await KeepRunningAsync(Path.GetFullPath(path), stopping).ConfigureAwait(false);
            else
                _logger.LogError("The application runs without its dashboard: {Reason}", DescribeMissing(settings.AssemblyPath));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops before the dashboard was up.
        }
        catch (Exception exception)
        {
            _logger.LogError("The application runs without its dashboard: {Reason}", exception.Message);
            _logger.LogDebug(exception, "Details of the failure of the dashboard.");
        }
    }

    private async Task KeepRunningAsync(string assembly, CancellationToken stopping)
    {
        var urls = ports.ChooseFrontend();
        var service = ports.ChooseResourceService();
        using var certificate = await FindCertificateAsync([.. urls, service, .. ReceiverUrls], stopping).ConfigureAwait(false);
        var serviceCertificate = service.Scheme == Uri.UriSchemeHttps ? certificate : null;
        var started = Start(assembly, urls, service, serviceCertificate);
        await StartResourceServiceAsync(service, serviceCertificate, started.Process).ConfigureAwait(false);
        var pause = ShortestPause;
        while (true)
        {
            var (process, log) = started;
            var announcing = AnnounceAsync(log.Listening.Task, urls, process.Exited);
            using (stopping.Register(() => _ = process.StopAsync(Grace, CancellationToken.None)))
            {
                var exitCode = await process.Exited.ConfigureAwait(false);
                await announcing.ConfigureAwait(false);
                if (stopping.IsCancellationRequested)
                    return;
                pause = log.Listening.Task.IsCompleted ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                _logger.LogWarning("The dashboard has ended with exit code {ExitCode}; it is started again in {Seconds} s.", exitCode, pause.TotalSeconds);
            }
            await Task.Delay(pause, time, stopping).ConfigureAwait(false);
            urls = ports.ReplaceTaken(urls);
            started = Start(assembly, urls, service, serviceCertificate);
        }
    }

    /// <summary>Starts the server while the dashboard comes up, which takes longer; a dashboard that has nobody to ask is ended.</summary>
    private async Task StartResourceServiceAsync(Uri address, X509Certificate2? certificate, LocalProcess dashboard)
    {
        try
        {
            await resourceService.StartAsync(address, certificate, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await dashboard.StopAsync(Grace, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private (LocalProcess Process, DashboardLog Log) Start(string assembly, IReadOnlyList<Uri> urls, Uri service, X509Certificate2? serviceCertificate)
    {
        var log = new DashboardLog(_logger);
        return (LocalProcess.Start(processes.Create(assembly, urls, service, serviceCertificate), guardian, log.Write), log);
    }

    /// <summary>Prints where the dashboard is once it answers, in the words that tools such as dotnet watch look for.</summary>
    private async Task AnnounceAsync(Task listening, IReadOnlyList<Uri> urls, Task exited)
    {
        var url = DashboardProcessFactory.GetAuthority(urls[0]);
        if (await Task.WhenAny(listening, exited).ConfigureAwait(false) != listening || _announced == url)
            return;
        _announced = url;
        _announcements.LogInformation("Now listening on: {DashboardUrl}", url);
        if (settings.BrowserToken is not { } token)
            return;
        var login = $"{url}/login?t={token}";
        _announcements.LogInformation("Login to the dashboard at {DashboardLoginUrl}", login);
        _announcements.LogInformation(
            "Aspire Dashboard{NewLine}  - Dashboard: {DashboardUrl}{NewLine2}  - Login URL: {DashboardLoginUrl}{NewLine3}  - OTLP/gRPC: {OtlpGrpcUrl}{NewLine4}  - OTLP/HTTP: {OtlpHttpUrl}",
            Environment.NewLine, url, Environment.NewLine, login,
            Environment.NewLine, configuration[DashboardConfiguration.OtlpGrpcUrl], Environment.NewLine, configuration[DashboardConfiguration.OtlpHttpUrl]);
    }

    /// <summary>Where the dashboard receives telemetry; settled before it starts.</summary>
    private IEnumerable<Uri> ReceiverUrls => settings.OtlpUrls.Select(url => new Uri(configuration[url.Key]!));

    private async Task<X509Certificate2?> FindCertificateAsync(IEnumerable<Uri> addresses, CancellationToken cancellationToken)
    {
        if (addresses.All(address => address.Scheme != Uri.UriSchemeHttps))
            return null;
        await developmentCertificate.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return developmentCertificate.Find();
    }

    private static string DescribeMissing(string? path) => path is null
        ? $"nobody said where it is. The build of the application host notes it, and the configuration key '{DashboardConfiguration.AssemblyPath}' sets it."
        : $"the file '{path}' was not found. Build the project Aspire.Dashboard.";
}

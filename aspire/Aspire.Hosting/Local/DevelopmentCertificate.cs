using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Sees to it that projects with an https endpoint find a development certificate in the user's store.</summary>
internal sealed class DevelopmentCertificate(TimeProvider time, ILogger<DevelopmentCertificate> logger) : IDisposable
{
    /// <summary>The extension by which ASP.NET Core knows its development certificates.</summary>
    private const string Marker = "1.3.6.1.4.1.311.84.1.1";

    private readonly SemaphoreSlim _once = new(1);
    private bool _isThere;

    /// <summary>Makes a certificate where there is none; the SDK's own tool does it, so browsers and other tools know it.</summary>
    /// <exception cref="DistributedApplicationException">There is none and none could be made.</exception>
    public async Task EnsureAsync(ProjectResource project, CancellationToken cancellationToken)
    {
        if (project.GetEndpoints().Any(endpoint => endpoint.IsHttps))
            await EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="EnsureAsync(ProjectResource, CancellationToken)"/>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isThere || Exists())
            {
                _isThere = true;
                return;
            }
            logger.LogInformation("No development certificate for https yet: making one. 'dotnet dev-certs https --trust' lets browsers trust it.");
            await MakeAsync(cancellationToken).ConfigureAwait(false);
            _isThere = true;
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    /// <summary>The valid one with its key that lasts longest, or null. To be disposed by the caller.</summary>
    public X509Certificate2? Find()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        var now = time.GetLocalNow().DateTime;
        return store.Certificates
            .Where(certificate => certificate.HasPrivateKey && certificate.NotBefore <= now && certificate.NotAfter > now
                && certificate.Extensions.Any(extension => extension.Oid?.Value == Marker))
            .MaxBy(certificate => certificate.NotAfter);
    }

    private bool Exists()
    {
        using var certificate = Find();
        return certificate is not null;
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        using var tool = Process.Start(new ProcessStartInfo("dotnet", ["dev-certs", "https"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await Task.WhenAll(tool.StandardOutput.ReadToEndAsync(cancellationToken), tool.StandardError.ReadToEndAsync(cancellationToken)).ConfigureAwait(false);
        await tool.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (tool.ExitCode != 0 || !Exists())
        {
            throw new DistributedApplicationException(
                $"There is no development certificate for https, and 'dotnet dev-certs https' made none (exit code {tool.ExitCode}): {string.Concat(output).Trim()}");
        }
    }
}

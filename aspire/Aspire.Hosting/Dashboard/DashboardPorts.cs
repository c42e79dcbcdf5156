using Aspire.Hosting.Local;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Finds addresses that the dashboard can have.</summary>
internal sealed class DashboardPorts(DashboardSettings settings, ILogger<DashboardPorts> logger)
{
    /// <summary>The addresses to listen on. A port that is taken is logged and replaced by a free one, since a dashboard elsewhere is better than none.</summary>
    public IReadOnlyList<Uri> ChooseFrontend() => settings.FrontendUrls.Count == 0
        ? [new UriBuilder(settings.DefaultScheme, "localhost", LocalPorts.Allocate()).Uri]
        : [.. settings.FrontendUrls.Select(url => Choose("dashboard", new Uri(url)))];

    /// <summary>The address of the resource service. One that nobody asked for is not encrypted: it does not leave the machine, and the key guards it.</summary>
    public Uri ChooseResourceService() => settings.ResourceServiceUrl is { } url
        ? Choose("resource service", new Uri(url))
        : new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", LocalPorts.Allocate()).Uri;

    /// <summary>An address at which telemetry is received. One that nobody asked for is not encrypted, for the same reason.</summary>
    public Uri ChooseOtlp(string? url) => url is not null
        ? Choose("receiver of telemetry", new Uri(url))
        : new UriBuilder(Uri.UriSchemeHttp, "localhost", LocalPorts.Allocate()).Uri;

    /// <summary>Looks again before a new start: somebody may have taken a port in the meantime.</summary>
    public IReadOnlyList<Uri> ReplaceTaken(IReadOnlyList<Uri> urls) => [.. urls.Select(url => Choose("dashboard", url))];

    private Uri Choose(string user, Uri uri)
    {
        var host = uri.Host.EndsWith(".localhost", StringComparison.Ordinal) ? "localhost" : uri.Host;
        if (uri.Port > 0 && LocalPorts.IsFree(host, uri.Port))
            return uri;
        var free = new UriBuilder(uri) { Port = LocalPorts.Allocate() }.Uri;
        if (uri.Port > 0)
        {
            logger.LogError("Port {Port} of the {User} is in use by {Holder}. Port {FreePort} is used instead; end that process or configure another port.",
                uri.Port, user, LocalPorts.DescribeHolder(uri.Port) ?? "another process", free.Port);
        }
        return free;
    }
}

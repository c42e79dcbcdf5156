using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>How this run's dashboard is reached and guarded.</summary>
internal sealed class DashboardSettings
{
    private readonly bool _allowUnsecured;
    private readonly Dictionary<string, string?> _givenUrls;

    public DashboardSettings(IConfiguration configuration, DistributedApplicationOptions options, AppHostIdentity identity, string applicationName)
    {
        _allowUnsecured = options.AllowUnsecuredTransport || DashboardConfiguration.IsTrue(configuration[DashboardConfiguration.AllowUnsecuredTransport]);
        _givenUrls = new[] { DashboardConfiguration.ResourceServiceUrl, DashboardConfiguration.OtlpGrpcUrl, DashboardConfiguration.OtlpHttpUrl }
            .ToDictionary(name => name, name => DashboardConfiguration.Get(configuration, name));
        FrontendUrls = (configuration[DashboardConfiguration.Urls] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        AssemblyPath = configuration[DashboardConfiguration.AssemblyPath]
            ?? identity.GetMetadata(DashboardConfiguration.AssemblyPathMetadata)
            ?? configuration[DashboardConfiguration.AssemblyPathVariable];
        ApplicationName = options.DashboardApplicationName ?? TrimSuffix(applicationName, ".AppHost");
        if (DashboardConfiguration.IsAnonymous(configuration))
            return;
        BrowserToken = DashboardConfiguration.Get(configuration, DashboardConfiguration.BrowserToken) ?? CreateToken();
        ResourceServiceApiKey = DashboardConfiguration.Get(configuration, DashboardConfiguration.ResourceServiceApiKey) ?? CreateToken();
    }

    /// <summary>The urls asked for; empty for a free port.</summary>
    public IReadOnlyList<string> FrontendUrls { get; }

    /// <summary>The url asked for; null for a free port.</summary>
    public string? ResourceServiceUrl => _givenUrls[DashboardConfiguration.ResourceServiceUrl];

    /// <summary>The addresses asked for at which telemetry is received, by the names of their settings; null for a free port.</summary>
    public IEnumerable<KeyValuePair<string, string?>> OtlpUrls => _givenUrls.Where(url => url.Key != DashboardConfiguration.ResourceServiceUrl);

    /// <summary>The scheme of addresses that nobody asked for.</summary>
    public string DefaultScheme => _allowUnsecured ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;

    /// <summary>The dashboard's assembly; null if nobody said where it is.</summary>
    public string? AssemblyPath { get; }

    /// <summary>The name at the top of the pages.</summary>
    public string ApplicationName { get; }

    /// <summary>What a browser logs in with; null when anybody may come in.</summary>
    public string? BrowserToken { get; }

    /// <summary>What the dashboard shows to the resource service; null when anybody may ask.</summary>
    public string? ResourceServiceApiKey { get; }

    /// <summary>32 random lower-case hex characters.</summary>
    public static string CreateToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <exception cref="DistributedApplicationException">An url is not valid, not on this machine, or not encrypted without leave.</exception>
    public void Validate()
    {
        foreach (var url in FrontendUrls)
            RefuseRemote(DashboardConfiguration.Urls, url);
        foreach (var (name, url) in _givenUrls)
        {
            if (url is not null)
                RefuseRemote(name, url);
        }
        if (_allowUnsecured)
            return;
        // A launch profile lists https first and plain http as an alternative, so the first one counts.
        if (FrontendUrls.Count > 0)
            RefuseUnsecured("applicationUrl", FrontendUrls[0]);
        foreach (var (name, url) in _givenUrls)
        {
            if (url is not null)
                RefuseUnsecured(name, url);
        }
    }

    private static void RefuseRemote(string name, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new DistributedApplicationException($"The '{name}' setting contains '{url}', which is not a valid http or https address.");
        if (!IsLoopback(uri))
            throw new DistributedApplicationException($"The '{name}' setting contains '{url}', but the dashboard listens on this machine's loopback addresses only, such as {uri.Scheme}://localhost:{uri.Port}.");
    }

    private static void RefuseUnsecured(string name, string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp)
        {
            throw new DistributedApplicationException(
                $"The '{name}' setting must be an https address unless the '{DashboardConfiguration.AllowUnsecuredTransport}' environment variable is set to true; it is '{url}'. This is commonly set in the launch profile.");
        }
    }

    private static bool IsLoopback(Uri uri) => uri.Host == "localhost" || uri.Host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static string TrimSuffix(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && name.Length > suffix.Length ? name[..^suffix.Length] : name;
}

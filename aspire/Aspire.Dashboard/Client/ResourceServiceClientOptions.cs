namespace Aspire.Dashboard.Client;

/// <summary>Where the application host's resource service is and what to show to it.</summary>
internal sealed class ResourceServiceClientOptions
{
    public const string Section = "Dashboard:ResourceServiceClient";

    /// <summary>The configuration key of the url.</summary>
    public const string UrlKey = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";

    public string? Url { get; set; }

    /// <summary>Whether there is an application host; without one the dashboard shows telemetry only.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Url);

    /// <summary>ApiKey (the default) or Unsecured.</summary>
    public string AuthMode { get; set; } = "ApiKey";

    public string? ApiKey { get; set; }

    /// <summary>The SHA-256 hash of the certificate to expect, in hex; the development certificate need not be trusted by this machine.</summary>
    public string? CertificateHash { get; set; }
}

namespace Aspire.Dashboard.Otlp;

/// <summary>Where telemetry is received and who may send it.</summary>
internal sealed class OtlpOptions
{
    public const string Section = "Dashboard:Otlp";

    /// <summary>The configuration key of the address for gRPC.</summary>
    public const string GrpcUrlKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>The configuration key of the address for HTTP.</summary>
    public const string HttpUrlKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    public const string DefaultGrpcUrl = "http://localhost:18889";
    public const string DefaultHttpUrl = "http://localhost:18890";

    /// <summary>ApiKey or Unsecured; without one, ApiKey where there is a key.</summary>
    public string? AuthMode { get; set; }

    /// <summary>What senders show in the header x-otlp-api-key.</summary>
    public string? PrimaryApiKey { get; set; }

    /// <summary>Another key that is as good, while senders change from one to the other.</summary>
    public string? SecondaryApiKey { get; set; }

    /// <summary>The address for gRPC; null for none.</summary>
    public string? GrpcUrl { get; set; }

    /// <summary>The address for HTTP with protobuf; null for none.</summary>
    public string? HttpUrl { get; set; }

    public bool IsUnsecured => AuthMode is null ? string.IsNullOrEmpty(PrimaryApiKey) : string.Equals(AuthMode, "Unsecured", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the addresses from where they are told; where none is, those that everybody knows.</summary>
    public void ReadAddresses(IConfiguration configuration)
    {
        GrpcUrl ??= configuration[GrpcUrlKey];
        HttpUrl ??= configuration[HttpUrlKey];
        if (string.IsNullOrEmpty(GrpcUrl) && string.IsNullOrEmpty(HttpUrl))
            (GrpcUrl, HttpUrl) = (DefaultGrpcUrl, DefaultHttpUrl);
    }
}

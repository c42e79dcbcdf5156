using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>The names under which an application host is told how to run its dashboard; several have an older name too.</summary>
internal static class DashboardConfiguration
{
    public const string Urls = "ASPNETCORE_URLS";
    public const string AllowUnsecuredTransport = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";
    public const string AssemblyPath = "DcpPublisher:DashboardPath";
    public const string AssemblyPathVariable = "ASPIRE_DASHBOARD_PATH";
    public const string AssemblyPathMetadata = "aspiredashboardpath";
    public const string ResourceServiceUrl = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    /// <summary>Settings of this prefix are handed to the dashboard as they are.</summary>
    public const string PassedOnPrefix = "ASPIRE_DASHBOARD_";

    /// <summary>How much telemetry the dashboard keeps, and where, are its own settings, and are handed to it too.</summary>
    public static readonly string[] PassedOnSections = ["Dashboard:TelemetryLimits:", "Dashboard:Recording:"];

    public const string BrowserToken = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";
    public const string ResourceServiceApiKey = "ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY";
    public const string OtlpGrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    public const string OtlpHttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    private const string AllowAnonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    /// <summary>The value under a name, or else under its old name, which begins with DOTNET_.</summary>
    public static string? Get(IConfiguration configuration, string name) =>
        NullIfEmpty(configuration[name]) ?? NullIfEmpty(configuration[$"DOTNET_{name["ASPIRE_".Length..]}"]);

    public static bool IsAnonymous(IConfiguration configuration) => IsTrue(Get(configuration, AllowAnonymous));

    /// <summary>Variables say true by the word or by 1.</summary>
    public static bool IsTrue(string? value) => value == "1" || (bool.TryParse(value, out var isTrue) && isTrue);

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

using System.Collections;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aspire.Hosting.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Works out what the dashboard is started with.</summary>
internal sealed class DashboardProcessFactory(DashboardSettings settings, IConfiguration configuration, IHostEnvironment environment)
{
    /// <summary>4 MB in hex. By default garbage may grow to the size of the processor's cache before it is collected; the runtime takes this from a variable only.</summary>
    private const string YoungGenerationSize = "0x400000";

    /// <summary>What a .NET process needs of the environment. The rest, which may hold secrets, is none of a web page's business.</summary>
    private static readonly string[] Inherited =
        ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "SSL_CERT_DIR", "SSL_CERT_FILE"];

    public LocalProcessSpec Create(string assembly, IReadOnlyList<Uri> urls, Uri resourceService, X509Certificate2? resourceServiceCertificate)
    {
        var launcher = Path.ChangeExtension(assembly, extension: null);
        var hasLauncher = File.Exists(launcher);
        return new LocalProcessSpec
        {
            FileName = hasLauncher ? launcher : "dotnet",
            Arguments = hasLauncher ? [] : ["exec", assembly],
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            Environment = CreateEnvironment(urls, resourceService, resourceServiceCertificate),
        };
    }

    private Dictionary<string, string> CreateEnvironment(IReadOnlyList<Uri> urls, Uri resourceService, X509Certificate2? resourceServiceCertificate)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => Inherited.Contains((string)variable.Key, StringComparer.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is null)
                continue;
            if (key.StartsWith(DashboardConfiguration.PassedOnPrefix, StringComparison.OrdinalIgnoreCase))
                variables[key] = value;
            else if (DashboardConfiguration.PassedOnSections.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
                variables[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        // The dashboard gets its secrets under the names below only.
        variables.Remove(DashboardConfiguration.BrowserToken);
        variables.Remove(DashboardConfiguration.ResourceServiceApiKey);

        variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
        variables["ASPNETCORE_URLS"] = string.Join(';', urls.Select(GetAuthority));
        variables["DASHBOARD__FRONTEND__PUBLICURL"] = GetAuthority(urls[0]);
        variables["DASHBOARD__APPLICATIONNAME"] = settings.ApplicationName;
        variables["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = GetAuthority(resourceService);
        AddAccess(variables, "DASHBOARD__FRONTEND", "BrowserToken", "BROWSERTOKEN", settings.BrowserToken);
        AddAccess(variables, "DASHBOARD__RESOURCESERVICECLIENT", "ApiKey", "APIKEY", settings.ResourceServiceApiKey);
        AddAccess(variables, "DASHBOARD__OTLP", "ApiKey", "PRIMARYAPIKEY", configuration[DashboardConfiguration.OtlpApiKey]);
        if (resourceServiceCertificate is not null)
            variables["DASHBOARD__RESOURCESERVICECLIENT__CERTIFICATEHASH"] = resourceServiceCertificate.GetCertHashString(HashAlgorithmName.SHA256);
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "json";
        variables["DOTNET_GCgen0size"] = YoungGenerationSize;
        return variables;
    }

    public static string GetAuthority(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private static void AddAccess(Dictionary<string, string> variables, string section, string mode, string keyName, string? key)
    {
        variables[$"{section}__AUTHMODE"] = key is null ? "Unsecured" : mode;
        if (key is not null)
            variables[$"{section}__{keyName}"] = key;
    }
}

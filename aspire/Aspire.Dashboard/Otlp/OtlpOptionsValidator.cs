using System.Net;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Otlp;

/// <summary>Refuses an unknown mode, a missing key, and addresses that others than this machine could reach.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        if (!options.IsUnsecured && options.AuthMode is { } mode && !string.Equals(mode, "ApiKey", StringComparison.OrdinalIgnoreCase))
            return ValidateOptionsResult.Fail($"{OtlpOptions.Section}:AuthMode is '{mode}'. Known: ApiKey, Unsecured.");
        if (!options.IsUnsecured && string.IsNullOrEmpty(options.PrimaryApiKey))
            return ValidateOptionsResult.Fail($"{OtlpOptions.Section}:PrimaryApiKey has no value, and {OtlpOptions.Section}:AuthMode asks for one.");
        foreach (var (key, url) in new[] { (OtlpOptions.GrpcUrlKey, options.GrpcUrl), (OtlpOptions.HttpUrlKey, options.HttpUrl) })
        {
            if (!string.IsNullOrEmpty(url) && !IsLocal(url))
                return ValidateOptionsResult.Fail($"{key} is '{url}', which is not an http or https address of this machine's loopback.");
        }
        return ValidateOptionsResult.Success;
    }

    private static bool IsLocal(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && (uri.Host == "localhost" || uri.Host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address)));
}

using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Client;

/// <summary>Refuses a wrong address, an unknown mode and a missing key. Without an address the dashboard stands alone.</summary>
internal sealed class ResourceServiceClientOptionsValidator : IValidateOptions<ResourceServiceClientOptions>
{
    public ValidateOptionsResult Validate(string? name, ResourceServiceClientOptions options)
    {
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out _))
            return ValidateOptionsResult.Fail($"{ResourceServiceClientOptions.UrlKey} is '{options.Url}', which is not an address.");
        return options.AuthMode.ToUpperInvariant() switch
        {
            "UNSECURED" => ValidateOptionsResult.Success,
            "APIKEY" when string.IsNullOrEmpty(options.ApiKey) => ValidateOptionsResult.Fail($"{ResourceServiceClientOptions.Section}:ApiKey has no value."),
            "APIKEY" => ValidateOptionsResult.Success,
            _ => ValidateOptionsResult.Fail($"{ResourceServiceClientOptions.Section}:AuthMode is '{options.AuthMode}'. Known: ApiKey, Unsecured."),
        };
    }
}

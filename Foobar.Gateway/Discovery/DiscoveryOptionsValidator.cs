using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Discovery;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class DiscoveryOptionsValidator : IValidateOptions<DiscoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DiscoveryOptions options)
    {
        var requirements = new Requirements(DiscoveryOptions.Section);
        requirements.Require(options.Address.Length == 0 || IsHttp(options.Address), nameof(options.Address), $"'{options.Address}'", "an address such as http://web:8080");
        requirements.Require(options.Every > TimeSpan.Zero, nameof(options.Every), options.Every, "more than zero");
        return requirements.Result;
    }

    private static bool IsHttp(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
}

using System.Net;
using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Admin;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    private const int KeyAtLeast = 16;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var requirements = new Requirements(AdminOptions.Section);
        requirements.Require(options.Port is >= 0 and <= IPEndPoint.MaxPort, nameof(options.Port), options.Port, $"0 to {IPEndPoint.MaxPort}");
        requirements.Require(IPAddress.TryParse(options.Address, out _), nameof(options.Address), $"'{options.Address}'", "an IP address");
        requirements.Require(options.Port == 0 || options.Key.Length >= KeyAtLeast, nameof(options.Key), $"{options.Key.Length} characters long", $"{KeyAtLeast} or more");
        return requirements.Result;
    }
}

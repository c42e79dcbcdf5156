using System.Net;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Networks;

/// <summary>Refuses what is no network, by its key.</summary>
internal sealed class NetworkOptionsValidator : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var failures = new List<string>();
        void Require(string key, string[] networks)
        {
            for (var i = 0; i < networks.Length; i++)
            {
                if (!IPNetwork.TryParse(networks[i], out _))
                    failures.Add($"{NetworkOptions.Section}:{key}:{i} is '{networks[i]}': it must be a network such as 10.0.0.0/8 or 2001:db8::/32.");
            }
        }
        Require(nameof(options.Allowed), options.Allowed);
        Require(nameof(options.Denied), options.Denied);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Hosts;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class HostNameOptionsValidator : IValidateOptions<HostNameOptions>
{
    public ValidateOptionsResult Validate(string? name, HostNameOptions options)
    {
        var failures = new List<string>();
        void Require(string key, string value)
        {
            if (!Uri.TryCreate($"https://{value}", UriKind.Absolute, out var address) || !address.Authority.Equals(value, StringComparison.OrdinalIgnoreCase))
                failures.Add($"{HostNameOptions.Section}:{key} is '{value}': it must be the name of a host, without scheme and path, such as www.foobar.com.");
        }
        Require(nameof(options.Canonical), options.Canonical);
        for (var i = 0; i < options.Redirected.Length; i++)
            Require($"{nameof(options.Redirected)}:{i}", options.Redirected[i]);
        for (var i = 0; i < options.Served.Length; i++)
            Require($"{nameof(options.Served)}:{i}", options.Served[i]);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

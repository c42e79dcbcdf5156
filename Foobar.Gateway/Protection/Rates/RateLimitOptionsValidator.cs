using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    // The time of one request is a microsecond then.
    private const int PerMinuteAtMost = 60_000_000;

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var failures = new List<string>();
        void Require(string rule, RateRule value)
        {
            if (value.PerMinute is < 0 or > PerMinuteAtMost)
                failures.Add($"{RateLimitOptions.Section}:{rule}:{nameof(value.PerMinute)} is {value.PerMinute}: it must be 0 (no limit) to {PerMinuteAtMost}.");
            if (value.IsLimited && value.Burst < 1)
                failures.Add($"{RateLimitOptions.Section}:{rule}:{nameof(value.Burst)} is {value.Burst}: it must be 1 or more.");
        }
        Require(nameof(options.Address), options.Address);
        Require(nameof(options.Account), options.Account);
        Require(nameof(options.SignIn), options.SignIn);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

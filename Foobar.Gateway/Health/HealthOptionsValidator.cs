using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Health;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var requirements = new Requirements(HealthOptions.Section);
        requirements.Require(options.Rise >= 1, nameof(options.Rise), options.Rise, "1 or more");
        requirements.Require(options.Fall >= 1, nameof(options.Fall), options.Fall, "1 or more");
        requirements.Require(options.FailuresInARow >= 1, nameof(options.FailuresInARow), options.FailuresInARow, "1 or more");
        requirements.Require(options.FailureRate is > 0 and <= 1, nameof(options.FailureRate), options.FailureRate, "more than 0 and 1 at most");
        requirements.Require(options.RateFrom >= 1, nameof(options.RateFrom), options.RateFrom, "1 or more");
        requirements.Require(options.SlowAfter > TimeSpan.Zero, nameof(options.SlowAfter), options.SlowAfter, "more than zero");
        requirements.Require(options.OpenFor > TimeSpan.Zero, nameof(options.OpenFor), options.OpenFor, "more than zero");
        requirements.Require(options.OpenForAtMost >= options.OpenFor, nameof(options.OpenForAtMost), options.OpenForAtMost, $"no less than {nameof(options.OpenFor)}");
        requirements.Require(options.Trials >= 1, nameof(options.Trials), options.Trials, "1 or more");
        return requirements.Result;
    }
}

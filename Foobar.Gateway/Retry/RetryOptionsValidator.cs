using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Retry;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class RetryOptionsValidator : IValidateOptions<RetryOptions>
{
    /// <summary>A body is kept in memory, so its limit has one too.</summary>
    private const int BodyLimitAtMost = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, RetryOptions options)
    {
        var requirements = new Requirements(RetryOptions.Section);
        requirements.Require(options.StartWithin >= TimeSpan.Zero, nameof(options.StartWithin), options.StartWithin, "zero or more");
        requirements.Require(options.BetweenRounds > TimeSpan.Zero, nameof(options.BetweenRounds), options.BetweenRounds, "more than zero");
        requirements.Require(options.BodyLimit is >= 0 and <= BodyLimitAtMost, nameof(options.BodyLimit), options.BodyLimit, $"0 to {BodyLimitAtMost}");
        requirements.Require(options.Budget is >= 0 and <= 1, nameof(options.Budget), options.Budget, "0 to 1");
        requirements.Require(options.Reserve >= 0, nameof(options.Reserve), options.Reserve, "0 or more");
        return requirements.Result;
    }
}

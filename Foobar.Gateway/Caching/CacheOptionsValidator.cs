using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Caching;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class CacheOptionsValidator : IValidateOptions<CacheOptions>
{
    // An answer that is kept is one array.
    private const int EntryLimitAtMost = 256 * 1024 * 1024;

    private static readonly TimeSpan TimeAtMost = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var requirements = new Requirements(CacheOptions.Section);
        void RequireTime(TimeSpan value, string key) => requirements.Require(value >= TimeSpan.Zero && value <= TimeAtMost, key, value, $"zero to {TimeAtMost}");
        RequireTime(options.Life, nameof(options.Life));
        RequireTime(options.StaleWhileRevalidate, nameof(options.StaleWhileRevalidate));
        RequireTime(options.StaleIfError, nameof(options.StaleIfError));
        RequireTime(options.CoalesceWithin, nameof(options.CoalesceWithin));
        requirements.Require(options.SizeLimit > 0, nameof(options.SizeLimit), options.SizeLimit, "more than 0");
        requirements.Require(options.EntryLimit is >= 0 and <= EntryLimitAtMost, nameof(options.EntryLimit), options.EntryLimit, $"0 to {EntryLimitAtMost}");
        return requirements.Result;
    }
}

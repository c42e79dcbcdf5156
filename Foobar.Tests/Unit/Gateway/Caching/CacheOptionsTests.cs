using Foobar.Gateway.Caching;

namespace Foobar.Tests.Unit.Gateway.Caching;

public sealed class CacheOptionsTests
{
    [Fact]
    public void The_defaults_are_accepted() => Assert.True(new CacheOptionsValidator().Validate(null, new CacheOptions()).Succeeded);

    [Fact]
    public void Settings_that_cannot_work_are_refused_by_their_keys()
    {
        var options = new CacheOptions
        {
            Life = TimeSpan.FromSeconds(-1),
            StaleWhileRevalidate = TimeSpan.MaxValue,
            StaleIfError = TimeSpan.FromSeconds(-1),
            CoalesceWithin = TimeSpan.FromSeconds(-1),
            SizeLimit = 0,
            EntryLimit = -1,
        };

        var failures = new CacheOptionsValidator().Validate(null, options).Failures!;

        Assert.Equal(
            ["Cache:Life", "Cache:StaleWhileRevalidate", "Cache:StaleIfError", "Cache:CoalesceWithin", "Cache:SizeLimit", "Cache:EntryLimit"],
            failures.Select(failure => failure[..failure.IndexOf(' ', StringComparison.Ordinal)]));
    }
}

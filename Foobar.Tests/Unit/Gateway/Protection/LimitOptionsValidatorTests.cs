using Foobar.Gateway.Protection.Limits;

namespace Foobar.Tests.Unit.Gateway.Protection;

public sealed class LimitOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_accepted() => Assert.True(new LimitOptionsValidator().Validate(null, new LimitOptions()).Succeeded);

    public static TheoryData<string, string> Wrong => new()
    {
        { nameof(LimitOptions.BodyBytes), "-1" },
        { nameof(LimitOptions.RequestLineBytes), "0" },
        { nameof(LimitOptions.RequestLineBytes), "65537" },
        { nameof(LimitOptions.HeaderBytes), "1023" },
        { nameof(LimitOptions.Headers), "9" },
        { nameof(LimitOptions.HeadersWithin), "00:00:00" },
        { nameof(LimitOptions.BodyBytesPerSecond), "0" },
        { nameof(LimitOptions.AnswerBytesPerSecond), "0" },
        { nameof(LimitOptions.BodyGrace), "00:00:01" },
        { nameof(LimitOptions.KeepAlive), "-00:00:01" },
        { nameof(LimitOptions.Connections), "0" },
        { nameof(LimitOptions.UpgradedConnections), "-1" },
        { nameof(LimitOptions.StreamsPerConnection), "0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_work_is_refused_by_its_key(string key, string value)
    {
        var result = new LimitOptionsValidator().Validate(null, Bound.To<LimitOptions>((key, value)));

        Assert.StartsWith($"Limits:{key} is ", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}

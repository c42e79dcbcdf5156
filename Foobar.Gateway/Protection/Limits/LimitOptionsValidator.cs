using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Limits;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    private static readonly TimeSpan GraceAtLeast = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var failures = new List<string>();
        void Require(bool holds, string key, object value, string rule)
        {
            if (!holds)
                failures.Add($"{LimitOptions.Section}:{key} is {value}: it must be {rule}.");
        }
        Require(options.BodyBytes >= 0, nameof(options.BodyBytes), options.BodyBytes, "0 or more");
        Require(options.RequestLineBytes is >= 256 and <= 65536, nameof(options.RequestLineBytes), options.RequestLineBytes, "256 to 65536");
        Require(options.HeaderBytes is >= 1024 and <= 262144, nameof(options.HeaderBytes), options.HeaderBytes, "1024 to 262144");
        Require(options.Headers is >= 10 and <= 1000, nameof(options.Headers), options.Headers, "10 to 1000");
        Require(options.HeadersWithin > TimeSpan.Zero, nameof(options.HeadersWithin), options.HeadersWithin, "more than zero");
        Require(options.BodyBytesPerSecond > 0, nameof(options.BodyBytesPerSecond), options.BodyBytesPerSecond, "more than 0");
        Require(options.AnswerBytesPerSecond > 0, nameof(options.AnswerBytesPerSecond), options.AnswerBytesPerSecond, "more than 0");
        // The server looks once a second.
        Require(options.BodyGrace > GraceAtLeast, nameof(options.BodyGrace), options.BodyGrace, $"more than {GraceAtLeast}");
        Require(options.KeepAlive > TimeSpan.Zero, nameof(options.KeepAlive), options.KeepAlive, "more than zero");
        Require(options.Connections > 0, nameof(options.Connections), options.Connections, "1 or more");
        Require(options.UpgradedConnections >= 0, nameof(options.UpgradedConnections), options.UpgradedConnections, "0 or more");
        Require(options.StreamsPerConnection is >= 1 and <= 1000, nameof(options.StreamsPerConnection), options.StreamsPerConnection, "1 to 1000");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

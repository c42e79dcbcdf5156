using Foobar.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Limits;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    private static readonly TimeSpan GraceAtLeast = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var requirements = new Requirements(LimitOptions.Section);
        requirements.Require(options.BodyBytes >= 0, nameof(options.BodyBytes), options.BodyBytes, "0 or more");
        requirements.Require(options.RequestLineBytes is >= 256 and <= 65536, nameof(options.RequestLineBytes), options.RequestLineBytes, "256 to 65536");
        requirements.Require(options.HeaderBytes is >= 1024 and <= 262144, nameof(options.HeaderBytes), options.HeaderBytes, "1024 to 262144");
        requirements.Require(options.Headers is >= 10 and <= 1000, nameof(options.Headers), options.Headers, "10 to 1000");
        requirements.Require(options.HeadersWithin > TimeSpan.Zero, nameof(options.HeadersWithin), options.HeadersWithin, "more than zero");
        requirements.Require(options.BodyBytesPerSecond > 0, nameof(options.BodyBytesPerSecond), options.BodyBytesPerSecond, "more than 0");
        requirements.Require(options.AnswerBytesPerSecond > 0, nameof(options.AnswerBytesPerSecond), options.AnswerBytesPerSecond, "more than 0");
        // The server looks once a second.
        requirements.Require(options.BodyGrace > GraceAtLeast, nameof(options.BodyGrace), options.BodyGrace, $"more than {GraceAtLeast}");
        requirements.Require(options.KeepAlive > TimeSpan.Zero, nameof(options.KeepAlive), options.KeepAlive, "more than zero");
        requirements.Require(options.Connections > 0, nameof(options.Connections), options.Connections, "1 or more");
        requirements.Require(options.UpgradedConnections >= 0, nameof(options.UpgradedConnections), options.UpgradedConnections, "0 or more");
        requirements.Require(options.StreamsPerConnection is >= 1 and <= 1000, nameof(options.StreamsPerConnection), options.StreamsPerConnection, "1 to 1000");
        return requirements.Result;
    }
}

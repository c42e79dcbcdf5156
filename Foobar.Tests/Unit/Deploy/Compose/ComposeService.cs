namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>A service of a Compose file, as far as the tests look at it.</summary>
internal sealed class ComposeService
{
    public string Image { get; init; } = "";

    public string? User { get; init; }

    public string? Restart { get; init; }

    public bool ReadOnly { get; init; }

    public bool Privileged { get; init; }

    public string? NetworkMode { get; init; }

    public string? MemLimit { get; init; }

    public string? Cpus { get; init; }

    public string? PidsLimit { get; init; }

    public string? StopGracePeriod { get; init; }

    public List<string> Profiles { get; init; } = [];

    public List<string> Command { get; init; } = [];

    public List<string> CapDrop { get; init; } = [];

    public List<string> CapAdd { get; init; } = [];

    public List<string> SecurityOpt { get; init; } = [];

    public List<string> Networks { get; init; } = [];

    public List<string> Ports { get; init; } = [];

    public List<string> Volumes { get; init; } = [];

    public List<object> Secrets { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> DependsOn { get; init; } = [];

    public ComposeHealthCheck? Healthcheck { get; init; }

    public ComposeLogging? Logging { get; init; }

    /// <summary>The names of the files in <c>/run/secrets</c>, with the secrets that they are.</summary>
    public Dictionary<string, string> SecretFiles => Secrets
        .Select(secret => secret is Dictionary<object, object> named ? ((string)named["target"], (string)named["source"]) : ((string)secret, (string)secret))
        .ToDictionary(secret => secret.Item1, secret => secret.Item2);
}

namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>A health check of a Compose file.</summary>
internal sealed class ComposeHealthCheck
{
    public List<string> Test { get; init; } = [];

    public string? Interval { get; init; }

    public string? Timeout { get; init; }

    public int Retries { get; init; }

    public string? StartPeriod { get; init; }
}

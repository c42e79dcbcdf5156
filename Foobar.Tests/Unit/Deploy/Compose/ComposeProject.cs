namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>A Compose file.</summary>
internal sealed class ComposeProject
{
    public Dictionary<string, ComposeService> Services { get; init; } = [];

    public Dictionary<string, ComposeNetwork?> Networks { get; init; } = [];

    public Dictionary<string, object?> Volumes { get; init; } = [];

    public Dictionary<string, Dictionary<string, string>> Secrets { get; init; } = [];
}

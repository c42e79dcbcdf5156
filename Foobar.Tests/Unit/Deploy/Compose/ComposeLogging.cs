namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>Where a service's output goes.</summary>
internal sealed class ComposeLogging
{
    public Dictionary<string, string> Options { get; init; } = [];
}

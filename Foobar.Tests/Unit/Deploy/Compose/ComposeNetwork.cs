namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>A network of a Compose file.</summary>
internal sealed class ComposeNetwork
{
    public bool Internal { get; init; }
}

using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>Something that balances, and how it is started.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Variant">What tells it apart from another one of that name, such as <c>cache</c>; empty for the plain one.</param>
/// <param name="IsCompiledWhileItRuns">It must run for some time before it is as fast as it gets.</param>
/// <param name="Launch">Starts it; the first server is the one that visitors come to.</param>
internal sealed record PeerKind(string Name, string Variant, bool IsCompiledWhileItRuns, Func<Launch, CancellationToken, Task<IReadOnlyList<Server>>> Launch)
{
    /// <summary>One that is a single server.</summary>
    public PeerKind(string name, string variant, bool isCompiledWhileItRuns, Func<Launch, Server> start)
        : this(name, variant, isCompiledWhileItRuns, (launch, _) => Task.FromResult<IReadOnlyList<Server>>([start(launch)]))
    {
    }

    /// <summary>A name for folders and messages.</summary>
    public string Key => (Variant.Length == 0 ? Name : $"{Name}-{Variant}").ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace(" → ", "-", StringComparison.Ordinal).Replace(' ', '-');
}

using Chaos.Model;

namespace Chaos.Faults;

/// <summary>What a fault works with.</summary>
/// <param name="Site">The running model.</param>
/// <param name="Random">Decides whom it hits.</param>
internal sealed record FaultContext(SiteUnderTest Site, Random Random)
{
    /// <summary>What the fault saw that must not happen.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>One of them, by chance.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];
}

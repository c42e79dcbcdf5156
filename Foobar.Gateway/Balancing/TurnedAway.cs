namespace Foobar.Gateway.Balancing;

/// <summary>A feature of a request that found no place at any destination, although there are some.</summary>
internal sealed class TurnedAway
{
    /// <summary>All of them are alike.</summary>
    public static TurnedAway Instance { get; } = new();
}

using System.Collections.Concurrent;

namespace Chaos.Load;

/// <summary>Where each client's register is, once it has one; how clients find one another's.</summary>
internal sealed class Registers
{
    private readonly ConcurrentDictionary<int, string> _slugs = new();

    /// <summary>Tells the others where a client's register is.</summary>
    public void Announce(int client, string slug) => _slugs[client] = slug;

    /// <summary>The slug of a client's register; null while it has none.</summary>
    public string? Find(int client) => _slugs.GetValueOrDefault(client);

    /// <summary>The clients that have one.</summary>
    public int[] Clients => [.. _slugs.Keys.Order()];
}

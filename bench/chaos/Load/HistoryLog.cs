using System.Collections.Concurrent;
using Chaos.Record;

namespace Chaos.Load;

/// <summary>The operations of all clients so far.</summary>
internal sealed class HistoryLog
{
    private readonly ConcurrentQueue<Operation> _operations = new();

    /// <summary>How many there are.</summary>
    public int Count => _operations.Count;

    /// <summary>Keeps an operation that has ended.</summary>
    public void Add(Operation operation) => _operations.Enqueue(operation);

    /// <summary>All of them in the order of their ends.</summary>
    public Operation[] ToArray() => [.. _operations.OrderBy(operation => operation.End)];
}

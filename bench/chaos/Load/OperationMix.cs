using Chaos.Record;

namespace Chaos.Load;

/// <summary>What a client does next: about a third writes, a third reads of what it or others wrote, a third anonymous reads.</summary>
internal static class OperationMix
{
    private static readonly (OperationKind Kind, bool IsOwn, int Weight)[] Weights =
    [
        (OperationKind.Append, true, 15),
        (OperationKind.Write, true, 15),
        (OperationKind.ReadList, true, 14),
        (OperationKind.ReadRegister, true, 14),
        (OperationKind.ReadList, false, 7),
        (OperationKind.ReadRegister, false, 10),
        (OperationKind.AnonymousList, false, 11),
        (OperationKind.AnonymousRegister, false, 11),
        (OperationKind.AnonymousTags, false, 3),
    ];

    private static readonly (OperationKind Kind, bool IsOwn, int Weight)[] AnonymousWeights = [.. Weights.Where(entry => entry.Kind.IsAnonymous())];

    /// <summary>A kind of operation, and whether it is about the client's own data.</summary>
    public static (OperationKind Kind, bool IsOwn) Next(Random random, bool isAnonymous)
    {
        var weights = isAnonymous ? AnonymousWeights : Weights;
        var number = random.Next(weights.Sum(entry => entry.Weight));
        foreach (var (kind, isOwn, weight) in weights)
        {
            number -= weight;
            if (number < 0)
                return (kind, isOwn);
        }
        throw new InvalidOperationException("The weights do not add up.");
    }
}

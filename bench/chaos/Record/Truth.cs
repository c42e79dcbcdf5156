namespace Chaos.Record;

/// <summary>What is stored at the end, as one source tells it.</summary>
/// <param name="Source">The member or the API.</param>
/// <param name="Articles">How often each client's number is there.</param>
/// <param name="Registers">The value of each client's register.</param>
internal sealed record Truth(string Source, IReadOnlyDictionary<(int Client, int Number), int> Articles, IReadOnlyDictionary<int, int> Registers);

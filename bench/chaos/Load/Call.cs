using System.Text.Json;
using Chaos.Record;

namespace Chaos.Load;

/// <summary>A request with all its attempts.</summary>
/// <param name="Attempts">The attempts in order.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Body">The JSON of the last answer, when that was a success and had any.</param>
internal sealed record Call(IReadOnlyList<Attempt> Attempts, OperationOutcome Outcome, JsonElement? Body)
{
    /// <summary>The last status; null when no answer came.</summary>
    public int? Status => Attempts[^1].Status;
}

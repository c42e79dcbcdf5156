using System.Globalization;

namespace Chaos.Record;

/// <summary>One HTTP request of an operation and what came back.</summary>
/// <param name="Start">When it was sent, since the start of the run.</param>
/// <param name="End">When the answer or the failure was complete.</param>
/// <param name="Status">The status of the answer; null when none came.</param>
/// <param name="Web">The web that says it answered.</param>
/// <param name="IsReplay">The answer is the stored one of an earlier attempt.</param>
/// <param name="RetryAfter">How long the answer asks to wait.</param>
/// <param name="Detail">The failure, or the body of an answer that is no success.</param>
internal sealed record Attempt(TimeSpan Start, TimeSpan End, int? Status, string? Web, bool IsReplay, TimeSpan? RetryAfter, string? Detail)
{
    /// <summary>The answer was a success.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>What became of it, in one word: a status, or the lack of one.</summary>
    public string Class => Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
}

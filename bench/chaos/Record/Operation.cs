using System.Globalization;

namespace Chaos.Record;

/// <summary>One operation of a client: what it wanted, all its attempts, and what it learnt.</summary>
internal sealed record Operation
{
    /// <summary>Who did it.</summary>
    public required int Client { get; init; }

    /// <summary>How that client asks for its own writes.</summary>
    public required ClientStyle Style { get; init; }

    /// <summary>What it did.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The client whose data it is about.</summary>
    public required int Subject { get; init; }

    /// <summary>The idempotency key of a write.</summary>
    public string? Key { get; init; }

    /// <summary>When the first attempt began, since the start of the run.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>When the last attempt ended.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>Its requests in order; the last one decides.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>How it ended.</summary>
    public required OperationOutcome Outcome { get; init; }

    /// <summary>The number of the appended article, or the value that was written.</summary>
    public int Written { get; init; }

    /// <summary>The value of the register that was read; null when there was no such article.</summary>
    public int? Value { get; init; }

    /// <summary>The list that was read.</summary>
    public ArticleList? List { get; init; }

    /// <summary>The site has confirmed it.</summary>
    public bool IsDone => Outcome == OperationOutcome.Done;

    /// <summary>The client reads its own data.</summary>
    public bool IsOwn => Client == Subject;

    /// <summary>From the first attempt to the end of the last.</summary>
    public TimeSpan Duration => End - Start;

    /// <summary>One line of evidence.</summary>
    public override string ToString()
    {
        var what = Kind switch
        {
            OperationKind.Append or OperationKind.Write => $" {Written}",
            _ when List is not null => string.Create(CultureInfo.InvariantCulture, $" = {List.Total} [{string.Join(' ', List.Newest)}]"),
            OperationKind.ReadRegister or OperationKind.AnonymousRegister when IsDone => $" = {Value?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}",
            _ => "",
        };
        var attempts = string.Join(", ", Attempts.Select(attempt => string.Create(CultureInfo.InvariantCulture,
            $"{attempt.Class}{(attempt.IsReplay ? " replayed" : "")} of {attempt.Web ?? "nobody"} after {(attempt.End - attempt.Start).TotalMilliseconds:0} ms{(attempt.Detail is null ? "" : $" ({attempt.Detail})")}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{Start.TotalSeconds:0.000}–{End.TotalSeconds:0.000} s client {Client} ({Style}) {Kind} of {Subject}{what}: {Outcome}; key {Key ?? "none"}; {attempts}");
    }
}

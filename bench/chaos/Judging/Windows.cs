using Chaos.Record;

namespace Chaos.Judging;

/// <summary>Which operations met which faults.</summary>
internal static class Windows
{
    /// <summary>The time from a fault's begin until everything was whole again.</summary>
    public static TimeRange Of(FaultRecord fault) => new(fault.Begin, fault.End);

    /// <summary>Whether an operation was under way during a fault.</summary>
    public static bool Meets(this Operation operation, FaultRecord fault) => Of(fault).Overlaps(operation.Start, operation.End);

    /// <summary>The strongest impact of the faults that an operation met; it is to be invisible where there was none.</summary>
    public static FaultImpact GetImpact(this Operation operation, IReadOnlyList<FaultRecord> faults) =>
        faults.Where(operation.Meets).Select(fault => fault.Impact).DefaultIfEmpty(FaultImpact.Waits).Max();

    /// <summary>An operation that did not go as the faults it met allow.</summary>
    public static bool IsFailure(this Operation operation, IReadOnlyList<FaultRecord> faults) => operation.GetImpact(faults) switch
    {
        FaultImpact.Waits => operation is not { IsDone: true, Attempts.Count: 1 },
        FaultImpact.Repeats => !operation.IsDone,
        _ => operation.Outcome == OperationOutcome.Unexpected || operation.Attempts.Any(attempt => !attempt.IsSuccess && !IsRefusal(attempt, operation)),
    };

    /// <summary>A refusal that says when to come again; an article that a read does not find is an answer.</summary>
    private static bool IsRefusal(Attempt attempt, Operation operation) =>
        attempt is { Status: 503, RetryAfter: not null } || (attempt.Status == 404 && operation.IsDone);
}

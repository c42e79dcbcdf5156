using Foobar.Database.Schema;
using Foobar.Database.Timeline;

namespace Foobar.Database.Cluster;

/// <summary>Looks at the members again and again and does what the plan says: forms the group, lets members join, brings the schema up.</summary>
internal sealed partial class ClusterManager(
    Observer observer, GroupReplication group, Operations operations, Arrangement arrangement, Accounts accounts, SchemaMigrator schema, ClusterTimeline timeline, ClusterStatus status, DatabaseOptions options,
    TimeProvider time, ILogger<ClusterManager> logger) : BackgroundService
{
    private const string SchemaSubject = "The schema";

    private volatile bool _isSchemaCurrent;
    private string? _lastProblem;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        try
        {
            do
            {
                try
                {
                    await StepAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    status.Current = status.Current with { IsReady = false, Description = exception.Message };
                    LogStepFailed(exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await operations.WhenDoneAsync();
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var members = await observer.ObserveAsync(cancellationToken);
        var plan = ClusterPlan.Decide(members);
        LogProblem(plan);
        timeline.Observe(members, plan);
        Begin(members, plan, cancellationToken);
        status.Current = new ClusterStatus.Value(
            plan.Primary is not null && _isSchemaCurrent, plan.Primary?.Name, members,
            plan.Problem ?? (_isSchemaCurrent ? null : $"The schema is not current yet. {operations.GetFailure(SchemaSubject)}") ?? $"primary {plan.Primary?.Name}, {members.Count(member => member.IsInGroup || (member.IsPlain && member.IsReachable))} of {members.Length} {(options.ManagesGroup ? "in the group" : "answer")}");
    }

    /// <summary>Everything that may take its time runs beside the looks, so that one member never holds up the others.</summary>
    private void Begin(MemberObservation[] members, ClusterPlan plan, CancellationToken cancellationToken)
    {
        foreach (var member in plan.Unfinished)
            operations.Begin(member.Name, "finish forming the group", token => group.FinishAsync(member, token), cancellationToken);
        if (plan.Bootstrap is { } first)
        {
            // The members may be others than those that had the schema.
            _isSchemaCurrent = false;
            arrangement.Reset();
            operations.Begin(first.Name, "form the group", token => FormAsync(first, token), cancellationToken);
        }
        foreach (var member in plan.Leavers)
            operations.Begin(member.Name, "leave its group", token => group.LeaveAsync(member, token), cancellationToken);
        foreach (var member in plan.Joiners)
            operations.Begin(member.Name, "join the group", token => group.JoinAsync(member, token), cancellationToken);
        if (plan.Primary is not { } primary)
            return;
        if (!_isSchemaCurrent)
            operations.Begin(SchemaSubject, "be brought up", token => BringSchemaUpAsync(primary.Name, token), cancellationToken);
        else if (!primary.IsPlain)
            arrangement.Observe(members, primary, cancellationToken);
    }

    private async Task FormAsync(MemberObservation first, CancellationToken cancellationToken)
    {
        await group.BootstrapAsync(first, cancellationToken);
        timeline.Add(TimelineKind.GroupFormed, first.Name, first.IsFresh ? "A new group, without data." : $"The group starts again from this member, which had all transactions: {first.Transactions}");
    }

    private async Task BringSchemaUpAsync(string primary, CancellationToken cancellationToken)
    {
        await accounts.AddSiteAsync(primary, cancellationToken);
        var started = time.GetTimestamp();
        if (await schema.MigrateAsync(primary, cancellationToken) is > 0 and var migrations)
            timeline.Add(TimelineKind.SchemaChanged, primary, $"{migrations} migrations ran.", time.GetElapsedTime(started));
        _isSchemaCurrent = true;
    }

    private void LogProblem(ClusterPlan plan)
    {
        if (plan.Problem is { } problem && problem != _lastProblem)
            LogProblem(problem);
        _lastProblem = plan.Problem;
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "The cluster could not be looked after; it is tried again.")]
    private partial void LogStepFailed(Exception exception);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogProblem(string problem);
}

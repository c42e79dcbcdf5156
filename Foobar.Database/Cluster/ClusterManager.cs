using Foobar.Database.Schema;

namespace Foobar.Database.Cluster;

/// <summary>Looks at the members again and again and does what the plan says: forms the group, lets members join, brings the schema up.</summary>
internal sealed partial class ClusterManager(
    Observer observer, GroupReplication group, Accounts accounts, SchemaMigrator schema, ClusterStatus status, DatabaseOptions options, TimeProvider time,
    ILogger<ClusterManager> logger) : BackgroundService
{
    private readonly Dictionary<string, Task> _joining = [];
    private bool _isSchemaCurrent;
    private string? _lastPrimary;
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
                    status.Current = new ClusterStatus.Value(IsReady: false, exception.Message);
                    LogStepFailed(exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_joining.Values);
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var members = await observer.ObserveAsync(cancellationToken);
        var plan = ClusterPlan.Decide(members, await CompareAsync(members, cancellationToken));
        LogChanges(plan, members);

        if (plan.Bootstrap is { } first)
        {
            await group.BootstrapAsync(first, cancellationToken);
            plan = plan with { Primary = first, Joiners = [.. members.Where(member => member.Name != first.Name)] };
        }
        foreach (var joiner in plan.Joiners.Where(joiner => !_joining.TryGetValue(joiner.Name, out var running) || running.IsCompleted))
            _joining[joiner.Name] = Task.Run(() => JoinAsync(joiner, cancellationToken), cancellationToken);
        if (plan.Primary is { } primary && !_isSchemaCurrent)
            await BringSchemaUpAsync(primary.Name, cancellationToken);
        status.Current = new ClusterStatus.Value(
            plan.Primary is not null && _isSchemaCurrent,
            plan.Problem ?? $"primary {plan.Primary?.Name}, {members.Count(member => member.IsInGroup)} of {members.Length} in the group");
    }

    private async Task BringSchemaUpAsync(string primary, CancellationToken cancellationToken)
    {
        await accounts.AddSiteAsync(primary, cancellationToken);
        await schema.MigrateAsync(primary, cancellationToken);
        _isSchemaCurrent = true;
    }

    private async Task JoinAsync(MemberObservation member, CancellationToken cancellationToken)
    {
        try
        {
            await group.JoinAsync(member, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next look finds it outside still, and it is tried again.
            LogJoinFailed(member.Name, exception.Message);
        }
        catch (OperationCanceledException)
        {
            LogJoinGivenUp(member.Name);
        }
    }

    /// <summary>Has the server compare the GTID sets that a plan may need; sets of fresh members do not count.</summary>
    private async Task<Func<string, string, bool>> CompareAsync(MemberObservation[] members, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<(string, string), bool>();
        var outside = members.Where(member => member is { IsReachable: true, IsInGroup: false, IsFresh: false }).ToArray();
        var others = members.Where(member => member.IsReachable).ToArray();
        foreach (var one in outside)
        {
            foreach (var other in others)
            {
                var pair = (one.GtidExecuted, other.GtidExecuted);
                if (!answers.ContainsKey(pair))
                    answers[pair] = pair.Item1 == pair.Item2 || await observer.IsSubsetAsync(other.Name, pair.Item1, pair.Item2, cancellationToken);
            }
        }
        return (subset, set) => answers[(subset, set)];
    }

    private void LogChanges(ClusterPlan plan, MemberObservation[] members)
    {
        if (plan.Problem is { } problem && problem != _lastProblem)
            LogProblem(problem);
        _lastProblem = plan.Problem;
        if (plan.Primary is { } primary && primary.Name != _lastPrimary)
        {
            LogPrimary(primary.Name, _lastPrimary ?? "none", string.Join("; ", members.AsEnumerable()));
            _lastPrimary = primary.Name;
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "The cluster could not be looked after; it is tried again.")]
    private partial void LogStepFailed(Exception exception);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(EventId = 212, Level = LogLevel.Information, Message = "The primary is {Primary} (before: {Before}). {Members}")]
    private partial void LogPrimary(string primary, string before, string members);

    [LoggerMessage(EventId = 213, Level = LogLevel.Warning, Message = "{Member} could not join the group and is tried again: {Reason}")]
    private partial void LogJoinFailed(string member, string reason);

    [LoggerMessage(EventId = 214, Level = LogLevel.Information, Message = "{Member} was on its way into the group when this service stopped.")]
    private partial void LogJoinGivenUp(string member);
}

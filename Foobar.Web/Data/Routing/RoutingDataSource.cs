using System.Diagnostics;
using System.Runtime.CompilerServices;
using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Opens connections by intent: reads on a member that is fresh enough, writes on the primary.</summary>
/// <remarks>It owns no connections: each member has a data source of its own, and this one only chooses.</remarks>
internal sealed class RoutingDataSource(
    Cluster cluster, ClusterState state, FreshnessGate gate, PrimaryReads primaryReads, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time)
{
    private uint _turn;

    /// <summary>Opens a connection for reading at the given level; waits within the read deadline for a member that fits.</summary>
    /// <exception cref="MemberUnavailableException">No member fitted within the deadline.</exception>
    public ValueTask<MySqlConnection> OpenReadAsync(ReadLevel level, CancellationToken cancellationToken) =>
        OpenReadAsync(level, options.ReadDeadline, chosen: null, cancellationToken);

    /// <summary>Opens a connection to the primary; waits within the write deadline for one to appear.</summary>
    /// <exception cref="MemberUnavailableException">No primary appeared within the deadline.</exception>
    public ValueTask<MySqlConnection> OpenWriteAsync(CancellationToken cancellationToken) =>
        OpenWriteAsync(options.WriteDeadline, chosen: null, cancellationToken);

    /// <summary>As the other one, with a time of its own; <paramref name="chosen"/> is told the member that was chosen.</summary>
    /// <exception cref="MemberUnavailableException">No member fitted in this time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<MySqlConnection> OpenReadAsync(ReadLevel level, TimeSpan within, StrongBox<Member?>? chosen, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var turn = Interlocked.Increment(ref _turn);
        using var activity = RoutingTelemetry.StartOpen("mysql read");
        var failures = default(OpenFailures);
        while (true)
        {
            var snapshot = state.Current;
            var warmth = Warmth.Of(snapshot, options, time);
            var tried = MemberMask.None;
            for (var next = MemberChoice.NextForRead(snapshot, level, turn, tried, warmth);
                 next != MemberChoice.None;
                 next = MemberChoice.NextForRead(snapshot, level, turn, tried, warmth))
            {
                tried = tried.With(next);
                var member = cluster.Members[next];
                var left = within - time.GetElapsedTime(started);
                var isFallback = snapshot.Primaries.Has(next) && cluster.Members.Length > 1;
                if (isFallback && !await primaryReads.EnterAsync(Shorter(left, options.ProbeInterval), cancellationToken))
                {
                    failures.Add(member, $"answers {options.PrimaryReadLimit} reads at a time in place of replicas, and no more");
                    continue;
                }
                var holdsPlace = isFallback;
                try
                {
                    var connection = await LostWork.OpenAsync(member.Source, member.Lost);
                    if (isFallback)
                        primaryReads.LeaveWhenClosed(connection);
                    holdsPlace = false;
                    var moved = level.Visitor is { } visitor && MemberChoice.HasMoved(snapshot, visitor, next, warmth);
                    var passing = gate.PassAsync(connection, member, snapshot, level, moved, left);
                    if (!(passing.IsCompletedSuccessfully ? passing.Result : await LostWork.WaitOrCloseAsync(passing.AsTask(), connection, Shorter(left, options.CatchUpWait), time, member.Lost)))
                    {
                        await connection.DisposeAsync();
                        failures.Add(member, $"has not reached the visitor's position within {options.PositionWait.TotalSeconds:0.##} s");
                        continue;
                    }
                    if (chosen is not null)
                        chosen.Value = member;
                    telemetry.Opened(activity, snapshot.Members[next], level, isFallback, time.GetElapsedTime(started));
                    return connection;
                }
                catch (Exception exception) when (MySqlErrors.IsFromMember(exception))
                {
                    if (holdsPlace)
                        primaryReads.Leave();
                    Note(ref failures, activity, member, level.Name, exception);
                }
            }
            await WaitOrGiveUpAsync($"a read ({level.Name})", level.Name, snapshot, started, within, failures, activity, cancellationToken);
        }
    }

    /// <summary>As the other one, with a time of its own; <paramref name="chosen"/> is told the member that was chosen.</summary>
    /// <exception cref="MemberUnavailableException">No primary appeared in this time.</exception>
    internal async ValueTask<MySqlConnection> OpenWriteAsync(TimeSpan within, StrongBox<Member?>? chosen, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var activity = RoutingTelemetry.StartOpen("mysql write");
        var failures = default(OpenFailures);
        while (true)
        {
            var snapshot = state.Current;
            if (MemberChoice.NextForWrite(snapshot, MemberMask.None) is var next and not MemberChoice.None)
            {
                var member = cluster.Members[next];
                try
                {
                    var connection = await LostWork.OpenAsync(member.Source, member.Lost);
                    if (chosen is not null)
                        chosen.Value = member;
                    telemetry.OpenedForWrite(activity, member.Name, time.GetElapsedTime(started));
                    return connection;
                }
                catch (Exception exception) when (MySqlErrors.IsFromMember(exception))
                {
                    Note(ref failures, activity, member, RoutingTelemetry.Write, exception);
                }
            }
            await WaitOrGiveUpAsync("a write", RoutingTelemetry.Write, snapshot, started, within, failures, activity, cancellationToken);
        }
    }

    private void Note(ref OpenFailures failures, Activity? activity, Member member, string level, Exception exception)
    {
        var reason = exception is OperationCanceledException or TimeoutException ? "hangs, or has not caught up in time" : MySqlErrors.Describe(exception);
        failures.Add(member, reason, exception);
        telemetry.Refused(activity, member.Name, level, reason);
        member.RequestProbe();
    }

    /// <summary>News usually ends the wait; a member that refused without a change of its role is tried again at the probes' pace.</summary>
    private async ValueTask WaitOrGiveUpAsync(
        string purpose, string level, ClusterSnapshot snapshot, long started, TimeSpan within, OpenFailures failures, Activity? activity, CancellationToken cancellationToken)
    {
        var left = within - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
        {
            telemetry.GaveUp(activity, level, time.GetElapsedTime(started));
            throw new MemberUnavailableException(purpose, time.GetElapsedTime(started), snapshot, failures);
        }
        await state.WaitForChangeAsync(snapshot.Sequence, Shorter(left, options.ProbeInterval), cancellationToken);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

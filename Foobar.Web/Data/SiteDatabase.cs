using System.Runtime.CompilerServices;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;
using MySqlConnector;

namespace Foobar.Web.Data;

/// <summary>Runs units of work on the right member, and runs them again when the member was the wrong one or was lost.</summary>
internal sealed partial class SiteDatabase(
    RoutingDataSource source, Cluster cluster, ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time, ILogger<SiteDatabase> logger)
{
    /// <summary>Runs reads on one member; when the member is lost on the way, all of them again on another one, within the read deadline.</summary>
    /// <remarks>The work is not cancelled when the visitor leaves: see <see cref="LostWork"/>.</remarks>
    /// <exception cref="MemberUnavailableException">No member could answer within the deadline.</exception>
    public async Task<T> ReadAsync<T>(ReadLevel level, Func<MySqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var spent = SharedDeadline.Use(time);
        var chosen = new StrongBox<Member?>();
        while (true)
        {
            var sequence = state.Current.Sequence;
            var connection = await source.OpenReadAsync(level, spent.Left(options.ReadDeadline), chosen, cancellationToken);
            try
            {
                return await RunInTurnAsync(chosen.Value!, connection, work, spent);
            }
            catch (Exception exception) when (MySqlErrors.Classify(exception) is var failure and not MySqlFailure.Permanent)
            {
                if (spent.Left(options.ReadDeadline) <= TimeSpan.Zero)
                    throw new MemberUnavailableException("A read", options.ReadDeadline, state.Current, exception);
                await BeforeRepeatAsync(level.Name, failure, exception, sequence, spent.Left(options.ReadDeadline), cancellationToken);
            }
        }
    }

    /// <summary>
    /// Runs the work in one transaction on the primary, stores its answer in the same transaction, and commits. A transaction
    /// that failed is run again within the write deadline; where a commit may have happened, the stored answer tells. So the
    /// work is done exactly once, and must not have effects outside the transaction. The answer must be readable back from JSON.
    /// </summary>
    /// <exception cref="MemberUnavailableException">The deadline has passed; the same request may be sent again.</exception>
    /// <exception cref="KeyReusedException">The request's key was used for another request.</exception>
    public async Task<T> WriteAsync<T>(WriteRequest request, Func<MySqlConnection, MySqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (request.IsUsed)
            throw new InvalidOperationException("A request has one write: two would share one stored answer.");
        request.IsUsed = true;
        using var spent = SharedDeadline.Use(time);
        var chosen = new StrongBox<Member?>();
        var mayBeDone = request.IsKeyed;
        while (true)
        {
            var sequence = state.Current.Sequence;
            var connection = await source.OpenWriteAsync(spent.Left(options.WriteDeadline), chosen, cancellationToken);
            try
            {
                return await LostWork.WaitAndCloseAsync(
                    WriteOnceAsync(connection, request, mayBeDone, work, CancellationToken.None), connection, spent.Left(options.WriteDeadline), time, chosen.Value!.Lost);
            }
            catch (Exception exception) when (MySqlErrors.Classify(exception) is var failure and not MySqlFailure.Permanent)
            {
                // A member that fell out of its group during a commit says that it rolled back, and the others may have the transaction all the same.
                mayBeDone |= failure != MySqlFailure.Contention;
                if (spent.Left(options.WriteDeadline) <= TimeSpan.Zero)
                    throw new MemberUnavailableException("A write", options.WriteDeadline, state.Current, exception);
                await BeforeRepeatAsync(RoutingTelemetry.Write, failure, exception, sequence, spent.Left(options.WriteDeadline), cancellationToken);
            }
        }
    }

    private async Task<T> RunInTurnAsync<T>(Member member, MySqlConnection connection, Func<MySqlConnection, CancellationToken, Task<T>> work, SharedDeadline.Usage spent)
    {
        var lost = member.Lost;
        try
        {
            await member.Reads.EnterAsync(spent.Left(options.ReadDeadline), lost);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        try
        {
            return await LostWork.WaitAndCloseAsync(work(connection, CancellationToken.None), connection, spent.Left(options.ReadDeadline), time, lost);
        }
        finally
        {
            member.Reads.Leave();
        }
    }

    private async Task<T> WriteOnceAsync<T>(
        MySqlConnection connection, WriteRequest request, bool mayBeDone, Func<MySqlConnection, MySqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        T answer;
        if (mayBeDone && !await StoredAnswers.TryClaimAsync(connection, transaction, request, now, cancellationToken))
        {
            answer = await StoredAnswers.ReadAsync<T>(connection, transaction, request, cancellationToken);
            request.WasReplayed = true;
            telemetry.Replayed();
        }
        else
        {
            answer = await work(connection, transaction, cancellationToken);
            await StoredAnswers.StoreAsync(connection, transaction, request, answer, isClaimed: mayBeDone, now, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        await TellPositionAsync(connection, request);
        return answer;
    }

    private async Task TellPositionAsync(MySqlConnection connection, WriteRequest request)
    {
        if (request.Position is not { } position)
            return;
        try
        {
            position.Advance(await FreshnessGate.ReadPositionAsync(connection));
        }
        catch (Exception exception) when (exception is MySqlException)
        {
            // The write is done all the same; the visitor's next read is a strong one.
            position.Forget();
            LogPositionUnknown(MySqlErrors.Describe(exception));
        }
    }

    private async Task BeforeRepeatAsync(
        string level, MySqlFailure failure, Exception exception, long sequence, TimeSpan left, CancellationToken cancellationToken)
    {
        telemetry.Repeated(level, failure);
        LogRepeat(level, failure, MySqlErrors.Describe(exception));
        if (failure == MySqlFailure.Contention)
            return;
        cluster.RequestProbes();
        await state.WaitForChangeAsync(sequence, left < options.ProbeInterval ? left : options.ProbeInterval, cancellationToken);
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "A {Level} is run again ({Failure}): {Reason}")]
    private partial void LogRepeat(string level, MySqlFailure failure, string reason);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "A write is done, but its position could not be read: {Reason}")]
    private partial void LogPositionUnknown(string reason);
}

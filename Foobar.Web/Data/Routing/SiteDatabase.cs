using MySqlConnector;

namespace Foobar.Web.Data.Routing;

/// <summary>Runs units of work on the right member, and runs them again when the member was the wrong one.</summary>
internal sealed partial class SiteDatabase(
    RoutingDataSource source, ClusterState state, RoutingOptions options, RoutingTelemetry telemetry, TimeProvider time, ILogger<SiteDatabase> logger)
{
    /// <summary>Runs reads on one member; when the member is lost on the way, all of them again on another one.</summary>
    /// <exception cref="MemberUnavailableException">No member could answer within the read deadline.</exception>
    public async Task<T> ReadAsync<T>(ReadLevel level, Func<MySqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var sequence = state.Current.Sequence;
            await using var connection = await source.OpenReadAsync(level, cancellationToken);
            try
            {
                return await work(connection, cancellationToken);
            }
            catch (Exception exception) when (MySqlErrors.Classify(exception) is var failure and not MySqlFailure.Permanent)
            {
                var left = options.ReadDeadline - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                    throw new MemberUnavailableException($"A read failed until its deadline: {MySqlErrors.Describe(exception)}", exception);
                await BeforeRepeatAsync("read", failure, exception, sequence, left, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Runs the work in one transaction on the primary and commits it. A transaction that certainly did not happen is run
    /// again, within the write deadline; so the work must not have effects outside the transaction.
    /// </summary>
    /// <exception cref="MemberUnavailableException">The deadline has passed, or the outcome of the commit is unknown.</exception>
    public async Task<T> WriteAsync<T>(Func<MySqlConnection, MySqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var sequence = state.Current.Sequence;
            await using var connection = await source.OpenWriteAsync(Left(started), cancellationToken);
            var committing = false;
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var result = await work(connection, transaction, cancellationToken);
                committing = true;
                // A visitor who leaves now must not leave a commit of unknown outcome behind.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (Exception exception) when (MySqlErrors.Classify(exception) is var failure and not MySqlFailure.Permanent)
            {
                // Without a key to look the request up by, a commit that may have happened must not be run again.
                if (committing && failure == MySqlFailure.ConnectionLost)
                    throw new MemberUnavailableException($"The primary was lost during a commit: {MySqlErrors.Describe(exception)}", exception);
                var left = Left(started);
                if (left <= TimeSpan.Zero)
                    throw new MemberUnavailableException($"A write failed until its deadline: {MySqlErrors.Describe(exception)}", exception);
                await BeforeRepeatAsync("write", failure, exception, sequence, left, cancellationToken);
            }
        }
    }

    private TimeSpan Left(long started) => options.WriteDeadline - time.GetElapsedTime(started);

    private async Task BeforeRepeatAsync(
        string intent, MySqlFailure failure, Exception exception, long sequence, TimeSpan left, CancellationToken cancellationToken)
    {
        telemetry.Repeated(intent, failure);
        LogRepeat(intent, failure, MySqlErrors.Describe(exception));
        if (failure != MySqlFailure.Contention)
            await state.WaitForChangeAsync(sequence, left < options.ProbeInterval ? left : options.ProbeInterval, time, cancellationToken);
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "A {Intent} is run again ({Failure}): {Reason}")]
    private partial void LogRepeat(string intent, MySqlFailure failure, string reason);
}

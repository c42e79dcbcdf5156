using MySqlConnector;

namespace Foobar.AppHost.MySqlCluster.Monitoring;

/// <summary>Asks one member again and again, over a connection that stays open.</summary>
internal sealed class MemberObserver(MySqlServerResource member, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Time after which a member without an answer counts as offline.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // The table replication_group_member_stats is left alone: asking it can hold up an engine that changes the group by force.
    private const string Sql =
        """
        SELECT COALESCE(MAX(CASE WHEN MEMBER_ID = @@server_uuid THEN MEMBER_STATE END), 'OFFLINE'),
               @@server_uuid,
               COALESCE(MAX(CASE WHEN MEMBER_ROLE = 'PRIMARY' THEN MEMBER_ID END), ''),
               COUNT(CASE WHEN MEMBER_STATE <> 'UNREACHABLE' AND MEMBER_ID <> '' THEN 1 END),
               COUNT(NULLIF(MEMBER_ID, '')),
               (SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP, NOW(6))), 0)
                FROM performance_schema.replication_applier_status_by_worker
                WHERE CHANNEL_NAME = 'group_replication_applier' AND APPLYING_TRANSACTION <> '')
        FROM performance_schema.replication_group_members
        """;

    private MySqlConnection? _connection;
    private Task<MemberView>? _question;

    /// <summary>Asks the member; without an answer in time it is offline, and the next call goes on waiting for the same answer.</summary>
    public async Task<MemberView> ObserveAsync(CancellationToken cancellationToken)
    {
        _question ??= AskAsync(cancellationToken);
        try
        {
            return await _question.WaitAsync(Limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return MemberView.WithoutAnswer(member.Name, time.GetTimestamp(), $"no answer within {Limit.TotalSeconds:0} s");
        }
        finally
        {
            if (_question.IsCompleted)
                _question = null;
        }
    }

    /// <summary>Closes the connection, so that the next question does not meet one to a server that has ended.</summary>
    public async ValueTask CloseAsync()
    {
        // The end of the server ends the question too; the connection is not taken away from under it.
        if (Interlocked.Exchange(ref _question, null) is { } question)
            await ((Task)question).WaitAsync(Limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DropAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask DropAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<MemberView> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        try
        {
            var connection = _connection ??= await MemberConnection.OpenAsync(member, cancellationToken).ConfigureAwait(false);
            await using var command = new MySqlCommand(Sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            return new MemberView(member.Name, askedAt)
            {
                State = reader.GetString(0),
                ServerId = reader.GetString(1),
                PrimaryId = reader.GetString(2),
                Reachable = reader.GetInt32(3),
                Size = reader.GetInt32(4),
                Lag = TimeSpan.FromMicroseconds(Math.Max(0, reader.GetInt64(5))),
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever the driver makes of a server that goes away, there is no answer, and the next question needs a new connection.
            await DropAsync().ConfigureAwait(false);
            return MemberView.WithoutAnswer(member.Name, askedAt, exception.Message);
        }
    }
}

using Dapper;
using Foobar.Database.Cluster;

namespace Foobar.Database.Timeline;

/// <summary>The timeline in the database.</summary>
internal sealed class TimelineStore(Observer observer, DatabaseOptions options)
{
    private string Table => $"`{options.Database}`.cluster_timeline";

    /// <summary>Writes entries on the primary; those that are there already stay as they are.</summary>
    public async Task WriteAsync(string primary, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO {Table} (id, happened_at, kind, member, detail, duration_ms)
            VALUES (@Id, @HappenedAt, @Kind, @Member, @Detail, @DurationMs)
            ON DUPLICATE KEY UPDATE id = id
            """, entries.Select(TimelineRow.From), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The newest entries since a time, the newest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(string member, DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(member, cancellationToken);
        var rows = await connection.QueryAsync<TimelineRow>(new CommandDefinition(
            $"""
            SELECT id AS Id, happened_at AS HappenedAt, kind AS Kind, member AS Member, detail AS Detail, duration_ms AS DurationMs
            FROM {Table} WHERE happened_at >= @since ORDER BY happened_at DESC LIMIT @limit
            """, new { since = (since ?? DateTimeOffset.UnixEpoch).UtcDateTime, limit }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>Deletes all but the newest entries; returns how many.</summary>
    public async Task<int> TrimAsync(string primary, CancellationToken cancellationToken)
    {
        await using var connection = await observer.OpenAsync(primary, cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            $"""
            DELETE FROM {Table}
            WHERE happened_at < (SELECT happened_at FROM (SELECT happened_at FROM {Table} ORDER BY happened_at DESC LIMIT 1 OFFSET @last) AS oldest)
            """, new { last = options.TimelineEntries - 1 }, cancellationToken: cancellationToken));
    }
}

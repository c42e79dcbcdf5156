using Dapper;
using MySqlConnector;

namespace Foobar.Web.Syndication;

/// <summary>The statements of the site map.</summary>
internal static class SitemapSql
{
    /// <summary>The id of the newest article; 0 when there is none.</summary>
    public static Task<long> FindLastAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COALESCE(MAX(id), 0) FROM articles", cancellationToken: cancellationToken));

    /// <summary>The articles whose ids come after the first one and up to the last one.</summary>
    public static async Task<IReadOnlyList<SitemapEntry>> ListAsync(MySqlConnection connection, long after, long last, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<SitemapEntry>(new CommandDefinition(
            "SELECT slug, updated_at AS UpdatedAt FROM articles WHERE id > @after AND id <= @last ORDER BY id",
            new { after, last }, cancellationToken: cancellationToken))).AsList();
}

using Foobar.Web.Data;
using Foobar.Web.Data.Routing;

namespace Foobar.Web.Syndication;

/// <summary>Reads all articles in parts that do not move: by their ids.</summary>
internal sealed class SitemapService(SiteDatabase database)
{
    // A tenth of what one file may have, so that a part is read quickly.
    private const int PartSize = 5_000;

    /// <summary>How many parts there are; at least one.</summary>
    public Task<int> CountPartsAsync(ReadLevel level, CancellationToken cancellationToken) => database.ReadAsync(level, async (connection, token) =>
        Math.Max(1, (int)((await SitemapSql.FindLastAsync(connection, token) + PartSize - 1) / PartSize)), cancellationToken);

    /// <summary>The articles of a part, from 1 on.</summary>
    public Task<IReadOnlyList<SitemapEntry>> ListAsync(int part, ReadLevel level, CancellationToken cancellationToken) =>
        database.ReadAsync(level, (connection, token) => SitemapSql.ListAsync(connection, (part - 1L) * PartSize, (long)part * PartSize, token), cancellationToken);
}

using Foobar.Web.Data;

namespace Foobar.Web.Articles;

/// <summary>The statements of lists of articles.</summary>
/// <remarks>
/// Articles, tags of articles and favourites have an index each in the order of lists. The part that is asked for is chosen in
/// the narrowest of them, and only its own articles are read. The beginning of a plain list, which is what nearly everybody asks
/// for, is read along its index without a table of what was chosen: a quarter of the time that the server needs for it.
/// </remarks>
internal static class ArticleListSql
{
    /// <summary>One part of a list as this account sees it, and the list's total.</summary>
    public static Query<ArticleList> List(ArticleFilter filter, long? viewer)
    {
        var restrictions = RestrictionsOf(filter).ToArray();
        var (table, id, condition) = KeysOf(restrictions);
        // The longest lists have their totals kept; the others are counted in an index.
        var total = (restrictions.Length, filter.Tag) switch
        {
            (0, _) => "SELECT CAST(COALESCE(SUM(articles), 0) AS SIGNED) FROM article_counts",
            (1, not null) => "SELECT COALESCE((SELECT articles FROM tags WHERE name = @Tag), 0)",
            _ => $"SELECT COUNT(*) FROM {table} AS k {condition}",
        };
        var columns = ArticleSql.ColumnsFor(viewer);
        var inOrder = $"{condition} ORDER BY k.created_at DESC, k.{id} DESC LIMIT @Limit";
        var part = filter is { Offset: 0, FollowedBy: null } && restrictions.Length < 2
            ? $"SELECT STRAIGHT_JOIN {columns} FROM {table} AS k JOIN articles AS a ON a.id = k.{id} {ArticleSql.Joins} {inOrder}"
            : $"SELECT {columns} FROM (SELECT k.{id} AS id FROM {table} AS k {inOrder} OFFSET @Offset) AS part JOIN articles AS a ON a.id = part.id {ArticleSql.Joins}";
        var parameters = new { filter.Tag, filter.Author, filter.FavoritedBy, filter.FollowedBy, filter.Limit, filter.Offset, viewer };
        return new Query<ArticleList>($"{total};\n{part}", parameters, async results =>
        {
            var count = await results.ReadSingleAsync<int>();
            var rows = await results.ReadAsync<ArticleRow>();
            // Sorted here: there it would cost a temporary table.
            return new ArticleList([.. rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Select(row => row.ToArticle())], count);
        });
    }

    /// <summary>The restrictions that the filter asks for, the narrowest first: a table with ids of articles, and which of its rows count.</summary>
    private static IEnumerable<(string Table, string Id, string Condition)> RestrictionsOf(ArticleFilter filter)
    {
        if (filter.FavoritedBy is not null)
            yield return ("favorites", "article_id", "user_id = (SELECT id FROM users WHERE username = @FavoritedBy)");
        if (filter.Author is not null)
            yield return ("articles", "id", "author_id = (SELECT id FROM users WHERE username = @Author)");
        if (filter.Tag is not null)
            yield return ("article_tags", "article_id", "name = @Tag");
        if (filter.FollowedBy is not null)
            yield return ("articles", "id", "author_id IN (SELECT followed_id FROM follows WHERE follower_id = @FollowedBy)");
    }

    /// <summary>Where the list's articles are found, as <c>k</c>, the name of their id there, and which of them count.</summary>
    private static (string Table, string Id, string Condition) KeysOf((string Table, string Id, string Condition)[] restrictions)
    {
        if (restrictions is not [var first, .. var others])
            return ("articles", "id", "");
        var conditions = others.Select(other => $" AND k.{first.Id} IN (SELECT {other.Id} FROM {other.Table} WHERE {other.Condition})");
        return (first.Table, first.Id, $"WHERE k.{first.Condition}{string.Concat(conditions)}");
    }
}

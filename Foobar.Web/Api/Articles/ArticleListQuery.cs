using Foobar.Web.Articles;
using Foobar.Web.Validation;

namespace Foobar.Web.Api.Articles;

/// <summary>The query of a list; what is absent or empty does not restrict it.</summary>
internal sealed record ArticleListQuery(string? Tag, string? Author, string? Favorited, string? Limit, string? Offset)
{
    /// <summary>The filter that the query asks for.</summary>
    public ArticleFilter ToFilter(FieldErrors errors) => new PartQuery(Limit, Offset).ToFilter(errors) with
    {
        Tag = NullIfEmpty(Tag),
        Author = NullIfEmpty(Author),
        FavoritedBy = NullIfEmpty(Favorited),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

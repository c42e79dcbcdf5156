using Foobar.Web.Profiles;

namespace Foobar.Web.Articles;

/// <summary>An article with its author as one row of a result.</summary>
internal sealed record ArticleRow
{
    // No tag has one; see ArticleRules.Tags.
    private const char Separator = ',';

    public long Id { get; init; }

    public long AuthorId { get; init; }

    public string Slug { get; init; } = "";

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string? Body { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    /// <summary>The tags' names in their order, with commas between them; empty when there are none.</summary>
    public string Tags { get; init; } = "";

    public bool Favorited { get; init; }

    public int FavoritesCount { get; init; }

    public string Username { get; init; } = "";

    public string? Bio { get; init; }

    public string? Image { get; init; }

    public bool Following { get; init; }

    /// <summary>The article that the row describes.</summary>
    public Article ToArticle() => new()
    {
        Id = Id,
        AuthorId = AuthorId,
        Slug = Slug,
        Title = Title,
        Description = Description,
        Body = Body,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Tags = Tags.Split(Separator, StringSplitOptions.RemoveEmptyEntries),
        Favorited = Favorited,
        FavoritesCount = FavoritesCount,
        Author = new Profile { Username = Username, Bio = Bio, Image = Image, Following = Following },
    };

    /// <summary>Tags as a row has them.</summary>
    public static string Join(IReadOnlyList<string> tags) => string.Join(Separator, tags);
}

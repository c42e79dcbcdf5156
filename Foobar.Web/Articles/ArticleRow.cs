using System.Text.Json;
using Foobar.Web.Profiles;

namespace Foobar.Web.Articles;

/// <summary>An article with its author as one row of a result.</summary>
internal sealed record ArticleRow
{
    public long Id { get; init; }

    public long AuthorId { get; init; }

    public string Slug { get; init; } = "";

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string? Body { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    /// <summary>A list in JSON; null when there are no tags. The engine does not promise its order.</summary>
    public string? Tags { get; init; }

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
        Tags = ReadTags(),
        Favorited = Favorited,
        FavoritesCount = FavoritesCount,
        Author = new Profile { Username = Username, Bio = Bio, Image = Image, Following = Following },
    };

    private string[] ReadTags()
    {
        var tags = Tags is null ? [] : JsonSerializer.Deserialize<string[]>(Tags) ?? [];
        Array.Sort(tags, StringComparer.Ordinal);
        return tags;
    }
}

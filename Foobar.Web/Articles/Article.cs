using Foobar.Web.Profiles;

namespace Foobar.Web.Articles;

/// <summary>A published article with its author and tags.</summary>
internal sealed record Article
{
    /// <summary>The row's id.</summary>
    public long Id { get; init; }

    /// <summary>The id of the author's account.</summary>
    public long AuthorId { get; init; }

    /// <summary>The article's name in addresses; follows the title.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The title, one line.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the article is about, one line.</summary>
    public string Description { get; init; } = "";

    /// <summary>The text in Markdown; null in lists, which do not read it.</summary>
    public string? Body { get; init; }

    /// <summary>The tags, sorted by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was published, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>It is one of the favourites of the visitor who asks.</summary>
    public bool Favorited { get; init; }

    /// <summary>How many users have it among their favourites.</summary>
    public int FavoritesCount { get; init; }

    /// <summary>The author as the visitor who asks sees them.</summary>
    public Profile Author { get; init; } = new();
}

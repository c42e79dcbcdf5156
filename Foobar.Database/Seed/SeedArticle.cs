namespace Foobar.Database.Seed;

/// <summary>An article that is to be there, with all that belongs to it; users are numbers.</summary>
internal sealed record SeedArticle(int Number, int Author, string Slug, string Title, string Description, string Body, DateTime CreatedAt, DateTime UpdatedAt)
{
    /// <summary>The tags, each once.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The comments, oldest first.</summary>
    public required IReadOnlyList<SeedComment> Comments { get; init; }

    /// <summary>Who has it among their favourites, each once.</summary>
    public required IReadOnlyList<int> Favorites { get; init; }

    /// <summary>The same article at another address, since another one is at this.</summary>
    public SeedArticle Renamed(int attempt) => this with { Slug = $"{Slug}-{attempt}" };
}

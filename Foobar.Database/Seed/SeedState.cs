namespace Foobar.Database.Seed;

/// <summary>How far the site is seeded, as the database knows it.</summary>
internal sealed record SeedState
{
    public int Users { get; init; }

    public int Articles { get; init; }

    public int Comments { get; init; }

    /// <summary>The time that the newest content is before, UTC.</summary>
    public DateTime EndsAt { get; init; }

    /// <summary>Articles that are there, with all that belongs to them.</summary>
    public int ArticlesDone { get; init; }

    /// <summary>What was asked for when it began.</summary>
    public SeedSize Size => new(Users, Articles, Comments);
}

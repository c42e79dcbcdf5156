using Foobar.Web.Profiles;

namespace Foobar.Web.Comments;

/// <summary>What somebody wrote about an article.</summary>
internal sealed record Comment
{
    /// <summary>The row's id.</summary>
    public long Id { get; init; }

    /// <summary>The id of the author's account.</summary>
    public long AuthorId { get; init; }

    /// <summary>The text.</summary>
    public string Body { get; init; } = "";

    /// <summary>When it was written, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>The author as others see them.</summary>
    public Profile Author { get; init; } = new();
}

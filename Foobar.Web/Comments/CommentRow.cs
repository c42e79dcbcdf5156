using Foobar.Web.Profiles;

namespace Foobar.Web.Comments;

/// <summary>A comment with its author as one row of a result; the id is 0 in the row of an article without comments.</summary>
internal sealed record CommentRow
{
    public long Id { get; init; }

    public long AuthorId { get; init; }

    public string Body { get; init; } = "";

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string Username { get; init; } = "";

    public string? Bio { get; init; }

    public string? Image { get; init; }

    public bool Following { get; init; }

    /// <summary>The comment that the row describes.</summary>
    public Comment ToComment() => new()
    {
        Id = Id,
        AuthorId = AuthorId,
        Body = Body,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Author = new Profile { Username = Username, Bio = Bio, Image = Image, Following = Following },
    };
}

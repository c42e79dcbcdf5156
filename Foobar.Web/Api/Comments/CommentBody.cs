using Foobar.Web.Api.Profiles;
using Foobar.Web.Comments;

namespace Foobar.Web.Api.Comments;

/// <summary>A comment with its author.</summary>
internal sealed record CommentBody(long Id, DateTime CreatedAt, DateTime UpdatedAt, string Body, ProfileBody Author)
{
    /// <summary>This comment.</summary>
    public static CommentBody Of(Comment comment) =>
        new(comment.Id, comment.CreatedAt, comment.UpdatedAt, comment.Body, ProfileBody.Of(comment.Author));
}

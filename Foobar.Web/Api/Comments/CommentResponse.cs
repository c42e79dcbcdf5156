namespace Foobar.Web.Api.Comments;

/// <summary>The answer with one comment.</summary>
internal sealed record CommentResponse(CommentBody Comment);

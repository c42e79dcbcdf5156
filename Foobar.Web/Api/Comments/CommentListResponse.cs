namespace Foobar.Web.Api.Comments;

/// <summary>The answer with the comments on an article, newest first.</summary>
internal sealed record CommentListResponse(IReadOnlyList<CommentBody> Comments);

namespace Foobar.Web.Api.Comments;

/// <summary>The body that adds a comment.</summary>
internal sealed record NewCommentRequest(NewCommentFields? Comment);

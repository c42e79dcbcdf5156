namespace Foobar.Web.Api.Comments;

/// <summary>The fields of a new comment.</summary>
internal sealed record NewCommentFields(string? Body);

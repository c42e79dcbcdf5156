using System.Globalization;
using Foobar.Web.Comments;
using Foobar.Web.Identity;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Comments;

/// <summary>Comments on articles: list, add, delete.</summary>
internal static class CommentEndpoints
{
    /// <summary>Maps <c>/articles/{slug}/comments</c>.</summary>
    public static void MapComments(this IEndpointRouteBuilder api)
    {
        var comments = api.MapGroup("/articles/{slug}/comments");

        comments.MapGet("", ListAsync)
            .WithName("GetArticleComments")
            .WithSummary("List the comments on an article, newest first");

        comments.MapPost("", AddAsync)
            .WithName("CreateArticleComment")
            .WithSummary("Comment on an article")
            .RequireAuthorization();

        comments.MapDelete("/{id}", DeleteAsync)
            .WithName("DeleteArticleComment")
            .WithSummary("Delete an own comment")
            .RequireAuthorization();
    }

    private static async Task<Results<Revalidated<CommentListResponse>, Refused>> ListAsync(
        string slug, Visitor visitor, CommentService comments, CancellationToken cancellationToken) =>
        await comments.ListAsync(slug, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is { } list
            ? new Revalidated<CommentListResponse>(new CommentListResponse([.. list.Select(CommentBody.Of)]))
            : Refused.For(Refusal.NotFound);

    private static async Task<Results<Ok<CommentResponse>, Refused>> AddAsync(
        string slug, NewCommentRequest? request, Visitor visitor, CommentService comments, CancellationToken cancellationToken)
    {
        var outcome = await comments.AddAsync(visitor.Required.Id, slug, request?.Comment?.Body, visitor.Write, cancellationToken);
        return outcome.Value is { } comment
            ? TypedResults.Ok(new CommentResponse(CommentBody.Of(comment)))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }

    // The id is taken as text, so that one that is no number is a comment that does not exist.
    private static async Task<Results<NoContent, Refused>> DeleteAsync(
        string slug, string id, Visitor visitor, CommentService comments, CancellationToken cancellationToken)
    {
        var refusal = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await comments.DeleteAsync(visitor.Required.Id, slug, number, visitor.Write, cancellationToken)
            : Refusal.NotFound;
        return refusal == Refusal.None ? TypedResults.NoContent() : Refused.For(refusal);
    }
}

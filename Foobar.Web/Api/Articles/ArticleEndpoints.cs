using Foobar.Web.Articles;
using Foobar.Web.Identity;
using Foobar.Web.Serving;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Articles;

/// <summary>Articles: publish, list, read, change and delete.</summary>
internal static class ArticleEndpoints
{
    /// <summary>Maps <c>/articles</c>.</summary>
    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var articles = api.MapGroup("/articles");

        articles.MapGet("", ListAsync)
            .WithName("GetArticles")
            .WithSummary("List articles, newest first, of a tag, by an author or among somebody's favourites where asked");

        articles.MapGet("/feed", FeedAsync)
            .WithName("GetArticlesFeed")
            .WithSummary("List articles by users whom the visitor follows, newest first")
            .RequireAuthorization();

        articles.MapPost("", CreateAsync)
            .WithName("CreateArticle")
            .WithSummary("Publish an article")
            .WithMetadata(new BodyLimit(ServingServices.BodyBytesAtMost))
            .RequireAuthorization();

        articles.MapGet("/{slug}", GetAsync)
            .WithName("GetArticle")
            .WithSummary("Get an article");

        articles.MapPut("/{slug}", UpdateAsync)
            .WithName("UpdateArticle")
            .WithSummary("Change an own article; absent fields stay as they are")
            .WithMetadata(new BodyLimit(ServingServices.BodyBytesAtMost))
            .RequireAuthorization();

        articles.MapDelete("/{slug}", DeleteAsync)
            .WithName("DeleteArticle")
            .WithSummary("Delete an own article")
            .RequireAuthorization();
    }

    private static Task<Results<Revalidated<ArticleListResponse>, Refused>> ListAsync(
        [AsParameters] ArticleListQuery query, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        return AnswerListAsync(query.ToFilter(errors), errors, visitor, articles, cancellationToken);
    }

    private static Task<Results<Revalidated<ArticleListResponse>, Refused>> FeedAsync(
        [AsParameters] PartQuery query, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        return AnswerListAsync(query.ToFilter(errors) with { FollowedBy = visitor.Required.Id }, errors, visitor, articles, cancellationToken);
    }

    private static async Task<Results<Revalidated<ArticleListResponse>, Refused>> AnswerListAsync(
        ArticleFilter filter, FieldErrors errors, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        if (errors.Any)
            return Refused.Invalid(errors);
        var list = await articles.ListAsync(filter, visitor.Account?.Id, visitor.ReadLevel, cancellationToken);
        return new Revalidated<ArticleListResponse>(ArticleListResponse.Of(list));
    }

    private static async Task<Results<Created<ArticleResponse>, Refused>> CreateAsync(
        NewArticleRequest? request, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        var draft = request?.Article?.ToDraft() ?? new ArticleDraft(null, null, null, null);
        var outcome = await articles.PublishAsync(visitor.Required.Id, draft, visitor.Write, cancellationToken);
        return outcome.Value is { } article
            ? TypedResults.Created($"/api/articles/{Uri.EscapeDataString(article.Slug)}", ArticleBody.Of(article))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }

    private static async Task<Results<Revalidated<ArticleResponse>, Refused>> GetAsync(
        string slug, Visitor visitor, ArticleService articles, CancellationToken cancellationToken) =>
        await articles.FindAsync(slug, visitor.Account?.Id, visitor.ReadLevel, cancellationToken) is { } article
            ? new Revalidated<ArticleResponse>(ArticleBody.Of(article))
            : Refused.For(Refusal.NotFound);

    private static async Task<Results<Ok<ArticleResponse>, Refused>> UpdateAsync(
        string slug, UpdateArticleRequest? request, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        var changes = request?.Article?.ToChanges() ?? new ArticleChanges();
        var outcome = await articles.ChangeAsync(visitor.Required.Id, slug, changes, visitor.Write, cancellationToken);
        return outcome.Value is { } article
            ? TypedResults.Ok(ArticleBody.Of(article))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(
        string slug, Visitor visitor, ArticleService articles, CancellationToken cancellationToken)
    {
        var refusal = await articles.DeleteAsync(visitor.Required.Id, slug, visitor.Write, cancellationToken);
        return refusal == Refusal.None ? TypedResults.NoContent() : Refused.For(refusal);
    }
}

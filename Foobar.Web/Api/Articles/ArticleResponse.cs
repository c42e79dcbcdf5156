namespace Foobar.Web.Api.Articles;

/// <summary>The answer with one article.</summary>
internal sealed record ArticleResponse(ArticleBody Article);

namespace Foobar.Web.Api.Articles;

/// <summary>The body that publishes an article.</summary>
internal sealed record NewArticleRequest(NewArticleFields? Article);

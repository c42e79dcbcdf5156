namespace Foobar.Web.Api.Articles;

/// <summary>The body that changes an article.</summary>
internal sealed record UpdateArticleRequest(UpdateArticleFields? Article);

namespace Foobar.Web.Api.Articles;

/// <summary>The answer with the names of tags.</summary>
internal sealed record TagsResponse(IReadOnlyList<string> Tags);

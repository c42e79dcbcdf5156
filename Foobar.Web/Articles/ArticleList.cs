namespace Foobar.Web.Articles;

/// <summary>One page of a list, newest first, and how many articles the whole list has.</summary>
internal sealed record ArticleList(IReadOnlyList<Article> Articles, int Total);

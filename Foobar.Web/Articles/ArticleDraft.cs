namespace Foobar.Web.Articles;

/// <summary>What an author gives to publish an article.</summary>
internal sealed record ArticleDraft(string? Title, string? Description, string? Body, IReadOnlyList<string?>? Tags);

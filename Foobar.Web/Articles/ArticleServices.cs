namespace Foobar.Web.Articles;

/// <summary>Registers what articles need.</summary>
internal static class ArticleServices
{
    /// <summary>Adds publishing and showing of articles.</summary>
    public static void AddArticles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<ArticleService>();
        builder.Services.AddSingleton<MarkdownRenderer>();
    }
}

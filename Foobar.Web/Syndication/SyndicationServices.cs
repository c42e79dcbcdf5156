namespace Foobar.Web.Syndication;

/// <summary>Registers what the feed and the site map need.</summary>
internal static class SyndicationServices
{
    /// <summary>Adds the site map; the feed is a list of articles.</summary>
    public static void AddSyndication(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<SitemapService>();
}

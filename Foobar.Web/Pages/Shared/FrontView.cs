namespace Foobar.Web.Pages.Shared;

/// <summary>What the pages with lists for everybody have in common: tabs, the list, and the tags beside it.</summary>
internal sealed record FrontView(IReadOnlyList<Tab> Tabs, ArticleListView List, IReadOnlyList<string> PopularTags)
{
    /// <summary>The front page's tabs; only who is signed in has a feed.</summary>
    public static IReadOnlyList<Tab> TabsFor(bool isSignedIn, bool isFeed, string? tag)
    {
        var tabs = new List<Tab>();
        if (isSignedIn)
            tabs.Add(new Tab("Your feed", Addresses.Feed, isFeed));
        tabs.Add(new Tab("Latest", Addresses.Home, !isFeed && tag is null));
        if (tag is not null)
            tabs.Add(new Tab(tag, Addresses.Tag(tag), IsCurrent: true));
        return tabs;
    }
}

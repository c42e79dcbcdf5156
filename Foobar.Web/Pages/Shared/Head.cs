using Foobar.Web.Articles;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Foobar.Web.Pages.Shared;

/// <summary>What the head of a page says about it; the title is null for the front page.</summary>
internal sealed record Head(string? Title)
{
    private const string Key = "Head";

    /// <summary>One sentence about the page.</summary>
    public string Description { get; init; } = "Foobar is a place to write and to read: articles by the people who know, without noise.";

    /// <summary>The page's one address, without the host; null for a page that search engines shall not list.</summary>
    public string? Canonical { get; init; }

    /// <summary>The address of a feed of what the page lists.</summary>
    public string Feed { get; init; } = Addresses.Atom;

    /// <summary>The article that the page shows.</summary>
    public Article? Article { get; init; }

    /// <summary>The title as browsers show it.</summary>
    public string FullTitle => Title is null ? "Foobar: words worth your time" : $"{Title} · Foobar";

    /// <summary>The head that the page has set.</summary>
    public static Head Of(ViewDataDictionary data) => data[Key] as Head ?? new Head(Title: null);

    /// <summary>Makes this the head of the page.</summary>
    public void Set(ViewDataDictionary data) => data[Key] = this;
}

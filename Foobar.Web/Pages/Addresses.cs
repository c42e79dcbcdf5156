using Microsoft.AspNetCore.Mvc;

namespace Foobar.Web.Pages;

/// <summary>The paths of the pages, escaped and ready to be linked to.</summary>
internal static class Addresses
{
    /// <summary>The front page.</summary>
    public const string Home = "/";

    /// <summary>The articles of those whom the visitor follows.</summary>
    public const string Feed = "/feed";

    /// <summary>The newest articles for feed readers.</summary>
    public const string Atom = "/feed.atom";

    /// <summary>The visitor's own account.</summary>
    public const string Settings = "/settings";

    /// <summary>The editor for a new article.</summary>
    public const string Write = "/editor";

    /// <summary>Where the form to sign out is sent.</summary>
    public const string SignOut = "/logout";

    /// <summary>An article.</summary>
    public static string Article(string slug) => $"/article/{Uri.EscapeDataString(slug)}";

    /// <summary>The comments on an article.</summary>
    public static string Comments(string slug) => $"{Article(slug)}#comments";

    /// <summary>The editor for an article that is there.</summary>
    public static string Edit(string slug) => $"{Write}/{Uri.EscapeDataString(slug)}";

    /// <summary>A user and what they have written.</summary>
    public static string Profile(string username) => $"/profile/{Uri.EscapeDataString(username)}";

    /// <summary>A user and their favourites.</summary>
    public static string Favorites(string username) => $"{Profile(username)}/favorites";

    /// <summary>The articles with a tag. A tag may have any character, a slash as well, so it is no part of the path.</summary>
    public static string Tag(string tag) => $"/?tag={Uri.EscapeDataString(tag)}";

    /// <summary>A tag's or an author's newest articles for feed readers.</summary>
    public static string AtomOf(string kind, string name) => $"{Atom}?{kind}={Uri.EscapeDataString(name)}";

    /// <summary>The form to sign in, which leads back to where the visitor is.</summary>
    public static string SignIn(string? returnUrl = null) => WithReturn("/login", returnUrl);

    /// <summary>The form to sign up, which leads back to where the visitor is.</summary>
    public static string SignUp(string? returnUrl = null) => WithReturn("/register", returnUrl);

    /// <summary>Where to go from there: to pages of this site only, since the address in the query is anybody's.</summary>
    public static string Back(IUrlHelper url, string? returnUrl) => url.IsLocalUrl(returnUrl) ? returnUrl : Home;

    private static string WithReturn(string path, string? returnUrl) =>
        returnUrl is null or Home ? path : $"{path}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}

using Microsoft.AspNetCore.Html;

namespace Foobar.Web.Pages.Shared;

/// <summary>Pictures that are a part of the page; the style sheet gives them size and colour.</summary>
internal static class Icons
{
    /// <summary>A heart, for favourites.</summary>
    public static IHtmlContent Heart { get; } = new HtmlString(
        """
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 20.5C5 15.5 2.5 12 2.5 8.5a5 5 0 0 1 9.5-2 5 5 0 0 1 9.5 2c0 3.5-2.5 7-9.5 12z"/></svg>
        """);
}

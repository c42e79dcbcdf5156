namespace Foobar.Web.Pages.Shared;

/// <summary>One of several views of the same thing.</summary>
internal sealed record Tab(string Text, string Href, bool IsCurrent);

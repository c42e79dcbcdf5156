namespace Foobar.Web.Pages.Shared;

/// <summary>What a list without articles says, and what the visitor can do about it.</summary>
internal sealed record Empty(string Title, string? Text = null, string? Action = null, string? Href = null);

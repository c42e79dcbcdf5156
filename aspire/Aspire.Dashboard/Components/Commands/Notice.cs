namespace Aspire.Dashboard.Components.Commands;

/// <summary>Something that the user is told in a corner of the page. Each one is itself, even if its words are another's.</summary>
internal sealed class Notice(NoticeKind kind, string title, string? message = null)
{
    public NoticeKind Kind { get; } = kind;

    public string Title { get; } = title;

    public string? Message { get; } = message;

    /// <summary>What a command returned besides success.</summary>
    public string? Result { get; init; }

    /// <summary>Whether the result is shown now.</summary>
    public bool ShowResult { get; set; }
}

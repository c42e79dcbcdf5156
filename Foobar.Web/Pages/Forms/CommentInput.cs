namespace Foobar.Web.Pages.Forms;

/// <summary>The form to write a comment.</summary>
internal sealed class CommentInput
{
    /// <summary>The text.</summary>
    public string? Body { get; set; }

    /// <summary>The text as it is stored.</summary>
    public string? Text => Body?.ReplaceLineEndings("\n");
}

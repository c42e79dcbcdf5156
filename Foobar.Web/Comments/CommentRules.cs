using Foobar.Web.Validation;

namespace Foobar.Web.Comments;

/// <summary>What a comment may look like.</summary>
internal static class CommentRules
{
    /// <summary>Characters of a comment at most.</summary>
    public const int BodyLength = 5_000;

    /// <summary>A text is taken as it is.</summary>
    public static string Body(FieldErrors errors, string? text) => TextRules.Required(errors, "body", text, BodyLength);
}

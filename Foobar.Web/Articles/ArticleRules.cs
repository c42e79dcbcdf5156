using Foobar.Web.Validation;

namespace Foobar.Web.Articles;

/// <summary>What titles, descriptions, texts and tags may look like.</summary>
internal static class ArticleRules
{
    /// <summary>Characters of a title at most.</summary>
    public const int TitleLength = 200;

    /// <summary>Characters of a description at most.</summary>
    public const int DescriptionLength = 500;

    /// <summary>Characters of a text at most.</summary>
    public const int BodyLength = 100_000;

    /// <summary>Characters of a tag at most.</summary>
    public const int TagLength = 40;

    /// <summary>Tags of an article at most.</summary>
    public const int TagCount = 20;

    /// <summary>A title is one line.</summary>
    public static string Title(FieldErrors errors, string? text) => TextRules.Line(errors, "title", text, TitleLength);

    /// <summary>A description is one line.</summary>
    public static string Description(FieldErrors errors, string? text) => TextRules.Line(errors, "description", text, DescriptionLength);

    /// <summary>A text is taken as it is.</summary>
    public static string Body(FieldErrors errors, string? text) => TextRules.Required(errors, "body", text, BodyLength);

    /// <summary>Tags without doubles, sorted by name.</summary>
    public static IReadOnlyList<string> Tags(FieldErrors errors, IReadOnlyList<string?>? given)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in given ?? [])
        {
            var perTag = new FieldErrors();
            var tag = TextRules.Line(perTag, "tagList", text, TagLength);
            // The editor takes the tags as one line with commas between them.
            if (perTag.Any || tag.Contains(','))
            {
                errors.Add("tagList", $"may have 1 to {TagLength} characters each, without commas or control characters");
                return [];
            }
            tags.Add(tag);
        }
        if (tags.Count > TagCount)
            errors.Add("tagList", $"has too many tags (at most {TagCount})");
        return [.. tags];
    }
}

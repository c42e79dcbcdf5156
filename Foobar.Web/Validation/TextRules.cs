namespace Foobar.Web.Validation;

/// <summary>Rules for text that several inputs share.</summary>
internal static class TextRules
{
    /// <summary>The message for text that is null, empty or only white space.</summary>
    public const string Blank = "can't be blank";

    /// <summary>The message for a value that another one already has.</summary>
    public const string Taken = "has already been taken";

    /// <summary>Checks required text of one line; returns it trimmed.</summary>
    public static string Line(FieldErrors errors, string field, string? text, int atMost)
    {
        var line = Required(errors, field, text?.Trim(), atMost);
        if (line.Any(char.IsControl))
            errors.Add(field, "must be a single line without control characters");
        return line;
    }

    /// <summary>Checks required text of any number of lines; returns it unchanged.</summary>
    public static string Required(FieldErrors errors, string field, string? text, int atMost)
    {
        if (string.IsNullOrWhiteSpace(text))
            errors.Add(field, Blank);
        else
            Limit(errors, field, text, atMost);
        return text ?? "";
    }

    /// <summary>Checks text that may be cleared; null or blank becomes null.</summary>
    public static string? Clearable(FieldErrors errors, string field, string? text, int atMost)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        Limit(errors, field, text, atMost);
        return text.Trim();
    }

    private static void Limit(FieldErrors errors, string field, string text, int atMost)
    {
        // The database counts characters, not UTF-16 units.
        if (text.Length > atMost && text.EnumerateRunes().Count() > atMost)
            errors.Add(field, $"is too long (at most {atMost} characters)");
    }
}

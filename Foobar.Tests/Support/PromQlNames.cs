using System.Text.RegularExpressions;

namespace Foobar.Tests.Support;

/// <summary>Finds the series that an expression of Prometheus takes.</summary>
internal static partial class PromQlNames
{
    private static readonly HashSet<string> Words = ["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool"];

    /// <summary>Their names.</summary>
    public static IReadOnlySet<string> In(string expression) => Names()
        .Matches(Labels().Replace(Grouping().Replace(expression, " "), " "))
        .Where(name => !Words.Contains(name.Value)).Select(name => name.Value).ToHashSet();

    // Matchers with their texts, and ranges.
    [GeneratedRegex("""\{[^}]*\}|\[[^\]]*\]""")]
    private static partial Regex Labels();

    // The labels that are grouped by are no series.
    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    // What is called is a function; what begins with a digit is a number.
    [GeneratedRegex(@"(?<![\w:.])(?>[a-zA-Z_:][\w:]*)(?!\s*\()")]
    private static partial Regex Names();
}

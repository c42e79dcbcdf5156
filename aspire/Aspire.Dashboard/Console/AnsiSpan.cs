using System.Text.Json.Serialization;

namespace Aspire.Dashboard.Console;

/// <summary>A piece of a line in one style: names of style classes, and colours beyond the 16 named ones as <c>#rrggbb</c>.</summary>
internal readonly record struct AnsiSpan(
    [property: JsonPropertyName("t")] string Text,
    [property: JsonPropertyName("c")] string? Classes,
    [property: JsonPropertyName("f")] string? Foreground,
    [property: JsonPropertyName("b")] string? Background);

using System.Text.Json.Serialization;

namespace Aspire.Dashboard.Protocol;

/// <summary>A line of a console log, its time in front of the text. The names are short because there are many.</summary>
internal readonly record struct ConsoleLine(
    [property: JsonPropertyName("n")] int Number,
    [property: JsonPropertyName("t")] string Text,
    [property: JsonPropertyName("e")] bool IsError);

using System.Text.Json.Serialization;

namespace Aspire.Dashboard.Console;

/// <summary>A line as the page gets it: its number, time, replica where there are several, and styled pieces.</summary>
internal readonly record struct ConsoleLineView(
    [property: JsonPropertyName("n")] int Number,
    [property: JsonPropertyName("d")] string? Time,
    [property: JsonPropertyName("r")] string? Replica,
    [property: JsonPropertyName("e")] bool IsError,
    [property: JsonPropertyName("s")] IReadOnlyList<AnsiSpan> Spans);

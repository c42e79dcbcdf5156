using System.Text.Json.Serialization;

namespace Aspire.Dashboard.Console;

/// <summary>Serializes the lines for the page without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ConsoleLineView[]))]
internal sealed partial class ConsoleJson : JsonSerializerContext;

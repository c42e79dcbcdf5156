using System.Text.Json.Serialization;

namespace Aspire.Dashboard.Protocol;

/// <summary>Serializes the messages without reflection, which would cost both processes start time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResourceView[]))]
[JsonSerializable(typeof(ConsoleLine[]))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandResponse))]
internal sealed partial class ProtocolJson : JsonSerializerContext;

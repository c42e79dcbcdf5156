using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Foobar.Web.Api.Json;

/// <summary>Writes times as clients in JavaScript do: UTC with milliseconds and Z.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Times are only written.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
}

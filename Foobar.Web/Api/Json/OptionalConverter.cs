using System.Text.Json;
using System.Text.Json.Serialization;
using Foobar.Web.Validation;

namespace Foobar.Web.Api.Json;

/// <summary>Reads a field that is there; for one that is not, nobody calls it and the default stays: absent.</summary>
internal sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
{
    public override bool HandleNull => true;

    public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Optional<T>.Of(JsonSerializer.Deserialize<T>(ref reader, options));
        }
        catch (JsonException exception)
        {
            // Its path begins here; without one, the caller sets the path of the whole document, which names the field.
            throw new JsonException(exception.Message, exception.InnerException);
        }
    }

    public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Optional fields are only read.");
}

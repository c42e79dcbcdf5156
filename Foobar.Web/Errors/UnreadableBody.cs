using System.Text.Json;
using Foobar.Web.Api;

namespace Foobar.Web.Errors;

/// <summary>Says what is wrong with a request that could not be read.</summary>
internal static class UnreadableBody
{
    /// <summary>400 for what is not JSON, 422 for JSON whose field has the wrong type, else the status that the server found.</summary>
    public static Refused Describe(BadHttpRequestException exception) => exception switch
    {
        // The reader's own exception inside means that the text itself is at fault, not a value in it.
        { InnerException: JsonException { InnerException: JsonException } } =>
            new Refused(StatusCodes.Status400BadRequest, ErrorBody.Of("is not valid JSON")),
        { InnerException: JsonException json } =>
            new Refused(StatusCodes.Status422UnprocessableEntity, ErrorBody.Of(FieldOf(json.Path), "has the wrong type")),
        _ => Refused.For(exception.StatusCode),
    };

    /// <summary>"$.article.tagList[0]" is about the field "tagList".</summary>
    private static string FieldOf(string? path)
    {
        var field = path?.Split('.')[^1].Split('[')[0];
        return string.IsNullOrEmpty(field) || field == "$" ? "body" : field;
    }
}

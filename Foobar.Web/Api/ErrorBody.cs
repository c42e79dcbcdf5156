namespace Foobar.Web.Api;

/// <summary>The body of every error of the API: messages by field, or under "body" where no field is at fault.</summary>
internal sealed record ErrorBody(IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>One message that is about no field.</summary>
    public static ErrorBody Of(string message) => Of("body", message);

    /// <summary>One message for one field.</summary>
    public static ErrorBody Of(string field, string message) => new(new Dictionary<string, string[]> { [field] = [message] });
}

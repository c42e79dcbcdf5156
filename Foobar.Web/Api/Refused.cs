using Foobar.Web.Validation;

namespace Foobar.Web.Api;

/// <summary>The answer to a request that was not carried out: the status that says why, and the API's error body.</summary>
internal sealed record Refused(int Status, ErrorBody Body) : IResult
{
    /// <summary>The answer for this reason.</summary>
    public static Refused For(Refusal refusal, FieldErrors? errors = null) => refusal switch
    {
        Refusal.Invalid => Invalid(errors ?? throw new ArgumentNullException(nameof(errors))),
        Refusal.Unauthorized => For(StatusCodes.Status401Unauthorized),
        Refusal.NotFound => For(StatusCodes.Status404NotFound),
        Refusal.Forbidden => For(StatusCodes.Status403Forbidden),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "This is not a refusal."),
    };

    /// <summary>The answer to input with errors.</summary>
    public static Refused Invalid(FieldErrors errors) => new(StatusCodes.Status422UnprocessableEntity, new ErrorBody(errors.Messages));

    /// <summary>The answer with this status and its usual message.</summary>
    public static Refused For(int status) => new(status, ErrorBody.Of(status switch
    {
        StatusCodes.Status401Unauthorized => "needs a valid token: Authorization: Token …",
        StatusCodes.Status403Forbidden => "belongs to somebody else",
        StatusCodes.Status404NotFound => "was not found",
        StatusCodes.Status405MethodNotAllowed => "does not take this method",
        StatusCodes.Status413PayloadTooLarge => "is too large",
        StatusCodes.Status415UnsupportedMediaType => "must be JSON (Content-Type: application/json)",
        StatusCodes.Status429TooManyRequests => "was tried too often; try again after the time that Retry-After says",
        StatusCodes.Status500InternalServerError => "could not be handled because of an error here; it has been logged",
        StatusCodes.Status503ServiceUnavailable => "cannot be handled right now; try again in a few seconds",
        _ => "could not be understood",
    }));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(Body, httpContext.RequestAborted);
    }
}

using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Foobar.Gateway.Retry;

/// <summary>Keeps an answer that says 'not now' from the client when another attempt follows.</summary>
internal sealed class WithheldAnswers(TimeProvider time) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // It has no settings.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // It has no settings.
    }

    public void Apply(TransformBuilderContext context) => context.AddResponseTransform(transform =>
    {
        if (transform.ProxyResponse is { } response)
            transform.SuppressResponseBody = Withholds(transform.HttpContext, (int)response.StatusCode, time);
        return ValueTask.CompletedTask;
    });

    /// <summary>An answer begins; true when the client gets nothing of it, since another attempt follows.</summary>
    public static bool Withholds(HttpContext context, int status, TimeProvider time)
    {
        if (context.Features.Get<RequestAttempts>() is not { } attempts)
            return false;
        attempts.Answer(RetryRules.IsRefusal(status), time.GetTimestamp());
        return attempts.IsWithheld;
    }
}

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
        if (transform.ProxyResponse is { } response && transform.HttpContext.Features.Get<RequestAttempts>() is { } attempts)
            transform.SuppressResponseBody = attempts.Answer((int)response.StatusCode, time.GetTimestamp());
        return ValueTask.CompletedTask;
    });
}

using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Foobar.Gateway.Retry;

/// <summary>Keeps an answer that says 'not now' from the client when another attempt follows.</summary>
internal sealed class WithheldAnswers : ITransformProvider
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
        if (transform.ProxyResponse is { } response && RetryRules.IsRefusal((int)response.StatusCode) && transform.HttpContext.Features.Get<RequestAttempts>() is { } attempts)
        {
            attempts.Withhold(transform.HttpContext.GetReverseProxyFeature().ProxiedDestination);
            transform.SuppressResponseBody = attempts.IsWithheld;
        }
        return ValueTask.CompletedTask;
    });
}

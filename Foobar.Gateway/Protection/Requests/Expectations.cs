using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>Keeps <c>Expect</c> from the webs: the gateway itself tells the client to go on, when a web takes the body, and need not wait for another word.</summary>
internal sealed class Expectations : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // It has no settings.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // It has no settings.
    }

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(transform =>
    {
        transform.ProxyRequest.Headers.Remove("Expect");
        return ValueTask.CompletedTask;
    });
}

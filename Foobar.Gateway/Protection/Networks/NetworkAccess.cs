using Foobar.Gateway.Configuration;
using Foobar.Gateway.Hosts;
using Foobar.Gateway.Protection.Answers;

namespace Foobar.Gateway.Protection.Networks;

/// <summary>Refuses with 403 who comes from a network that may not come; the health endpoints answer everybody.</summary>
internal sealed class NetworkAccess(RequestDelegate next, LiveOptions<NetworkOptions> options, ProtectionTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (options.Current.GetRules().Admits(context.Connection.RemoteIpAddress) || HealthPaths.Contain(context.Request.Path))
            return next(context);
        telemetry.Refused("network");
        Refusal.EndConnection(context);
        return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "comes from a network that is not served");
    }
}

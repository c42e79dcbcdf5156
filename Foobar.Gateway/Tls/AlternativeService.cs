using System.Globalization;
using Foobar.Gateway.Hosts;

namespace Foobar.Gateway.Tls;

/// <summary>Tells visitors who came by TCP that the same is to be had by HTTP/3 (RFC 7838), at the public port.</summary>
/// <remarks>The server would name the port that it listens on, which is not the public one in a container.</remarks>
internal sealed class AlternativeService(RequestDelegate next, IConfiguration configuration)
{
    private readonly int? _publicPort = PublicPort.Find(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps && !HttpProtocol.IsHttp3(context.Request.Protocol))
            context.Response.Headers.AltSvc = string.Create(CultureInfo.InvariantCulture, $"h3=\":{_publicPort ?? context.Connection.LocalPort}\"");
        return next(context);
    }
}

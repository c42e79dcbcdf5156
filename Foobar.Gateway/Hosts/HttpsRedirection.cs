using System.Globalization;

namespace Foobar.Gateway.Hosts;

/// <summary>Sends visitors who come over http to the same address over https, with 308 so that the method and the body are kept.</summary>
/// <remarks>The framework's own redirection learns its port from the address that it listens on, which is not the public one behind an endpoint's proxy.</remarks>
internal sealed class HttpsRedirection(RequestDelegate next, IConfiguration configuration)
{
    private readonly int? _publicPort = PublicPort.Find(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || _publicPort is not { } port || HealthPaths.Contain(request.Path))
            return next(context);
        var host = port == 443 ? request.Host.Host : string.Create(CultureInfo.InvariantCulture, $"{request.Host.Host}:{port}");
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{host}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        return Task.CompletedTask;
    }
}

using System.Net;

namespace Foobar.Gateway.Hosts;

/// <summary>Answers for the site's hosts only: others that lead to it are sent to the canonical one with 308, and unknown ones get 421.</summary>
/// <remarks>An address in a link or a cache never comes from a <c>Host</c> header that somebody made up. In Development this machine's own names are served too.</remarks>
internal sealed class KnownHosts(RequestDelegate next, HostNameOptions options, IHostEnvironment environment)
{
    private readonly HashSet<string> _served = new(options.Served.Append(options.Canonical).Select(NameOf), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _redirected = new(options.Redirected.Select(NameOf), StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var host = request.Host.Host;
        if (_served.Contains(host) || HealthPaths.Contain(request.Path) || (environment.IsDevelopment() && IsThisMachine(host)))
            return next(context);
        if (_redirected.Contains(host))
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"https://{options.Canonical}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        }
        return Task.CompletedTask;
    }

    private static string NameOf(string host) => new HostString(host).Host;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

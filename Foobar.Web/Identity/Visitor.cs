using Foobar.Web.Data.Routing;

namespace Foobar.Web.Identity;

/// <summary>Who makes the present request.</summary>
internal sealed class Visitor(IHttpContextAccessor accessor)
{
    /// <summary>The visitor's account; null for somebody who is not signed in.</summary>
    public Account? Account { get; set; }

    /// <summary>Visitors with credentials read their own writes; anonymous reads may lag a little and stay cheap.</summary>
    public ReadLevel ReadLevel => accessor.HttpContext is { } context && HasCredentials(context.Request) ? ReadLevel.Strong : ReadLevel.Eventual;

    /// <summary>The account of an endpoint that only signed-in visitors reach.</summary>
    public Account Required => Account ?? throw new InvalidOperationException("This endpoint must require a signed-in visitor.");

    /// <summary>The request carries a session cookie or an Authorization header, valid or not.</summary>
    public static bool HasCredentials(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Cookies.ContainsKey(SessionCookie.Name);
}

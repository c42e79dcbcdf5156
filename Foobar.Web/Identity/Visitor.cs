using System.Net;
using Foobar.ServiceDefaults;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;

namespace Foobar.Web.Identity;

/// <summary>Who makes the present request, what they have written before, and what they write now.</summary>
internal sealed class Visitor(IHttpContextAccessor accessor)
{
    private bool _hasPosition;
    private WriteRequest? _write;

    /// <summary>The visitor's account; null for somebody who is not signed in.</summary>
    public Account? Account { get; set; }

    /// <summary>The account that the request's credentials name, before they are checked.</summary>
    public long? ClaimedAccount { get; set; }

    /// <summary>Where the request comes from; null when that is not known.</summary>
    public IPAddress? Address => accessor.HttpContext?.Connection.RemoteIpAddress;

    /// <summary>What the visitor's reads must contain.</summary>
    public VisitorPosition Position { get; private set; } = VisitorPosition.Of(null);

    /// <summary>The request's one write.</summary>
    public WriteRequest Write
    {
        get => _write ??= WriteRequest.Own(Position);
        set => _write = value;
    }

    /// <summary>The request has neither credentials nor a position, and has not written: what it is shown is the same for everybody like it.</summary>
    public bool IsAnonymous => !_hasPosition && !Position.HasChanged && !(accessor.HttpContext is { } context && HasCredentials(context.Request));

    /// <summary>Visitors who have written, or have credentials, read their own writes; other reads may lag a little and stay cheap.</summary>
    public ReadLevel ReadLevel
    {
        get
        {
            if (IsAnonymous)
                return ReadLevel.Eventual;
            return ClaimedAccount is { } account ? Position.Level.For((ulong)account) : Position.Level;
        }
    }

    /// <summary>The account of an endpoint that only signed-in visitors reach.</summary>
    public Account Required => Account ?? throw new InvalidOperationException("This endpoint must require a signed-in visitor.");

    /// <summary>The request carries a session cookie or an Authorization header, valid or not.</summary>
    public static bool HasCredentials(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Cookies.ContainsKey(SessionCookie.Name);

    /// <summary>The request brought a position; null when it asks for strong reads.</summary>
    public void Resume(GtidSet? position)
    {
        _hasPosition = true;
        Position = VisitorPosition.Of(position);
    }
}

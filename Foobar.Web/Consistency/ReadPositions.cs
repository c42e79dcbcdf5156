using Foobar.ServiceDefaults;
using Foobar.Web.Identity;

namespace Foobar.Web.Consistency;

/// <summary>Takes the visitor's position from the request, and sends it with the answer where it has moved on.</summary>
internal sealed class ReadPositions(RequestDelegate next, ReadPositionToken tokens)
{
    // Replicas that are further behind than this take no reads.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public Task InvokeAsync(HttpContext context, Visitor visitor)
    {
        // Clients that send the header chose it on purpose; a token that is not ours is as good as none.
        if (tokens.TryRead(context.Request.Headers[FoobarNames.Headers.ReadPosition], out var position)
            || tokens.TryRead(context.Request.Cookies[FoobarNames.Cookies.ReadPosition], out position))
        {
            visitor.Resume(position);
        }
        context.Response.OnStarting(() =>
        {
            if (visitor.Position.HasChanged)
                Send(context, tokens.Write(visitor.Position.Value));
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Send(HttpContext context, string token)
    {
        context.Response.Headers[FoobarNames.Headers.ReadPosition] = token;
        context.Response.Cookies.Append(FoobarNames.Cookies.ReadPosition, token, new CookieOptions
        {
            Path = "/",
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            MaxAge = Lifetime,
            IsEssential = true,
        });
    }
}

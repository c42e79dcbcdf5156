using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Foobar.Gateway.Protection.Requests;

/// <summary>Gives each request an id that the webs, the answer, the log and the trace have: the client's <c>X-Request-Id</c> when it is well-formed, else a new one.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    /// <summary>The header's name.</summary>
    public const string Header = "X-Request-Id";

    private const int LengthAtMost = 64;

    private static readonly SearchValues<char> Characters = SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        var id = given.Count == 1 && IsWellFormed(given[0]) ? given[0]! : Create();
        context.TraceIdentifier = id;
        context.Request.Headers[Header] = id;
        if (Activity.Current is { Recorded: true } activity)
            activity.SetTag("foobar.request_id", id);
        return next(context);
    }

    /// <summary>An id must differ from others, and need not be hard to guess, as a GUID is at the price of a system call.</summary>
    private static string Create()
    {
        Span<byte> id = stackalloc byte[16];
        Random.Shared.NextBytes(id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>1 to 64 letters, digits, hyphens, underscores and dots: nothing that means something to a log or a header.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? id) => id is { Length: > 0 and <= LengthAtMost } && !id.AsSpan().ContainsAnyExcept(Characters);
}

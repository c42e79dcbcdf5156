namespace Foobar.Gateway.Caching;

/// <summary>Names what a request asks for: scheme, host, query and path, as the webs get them.</summary>
/// <remarks>
/// The path is the decoded one, as everything that follows uses only that. So it may contain any character, and the lengths of the others come first:
/// no two requests for different things have the same name.
/// </remarks>
internal static class CacheKey
{
    private const int Marks = 3;

    /// <summary>The name's length.</summary>
    public static int GetLength(HttpRequest request) =>
        Marks + (request.Host.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0) + (request.Path.Value?.Length ?? 0);

    /// <summary>Writes the name to where it fits in exactly.</summary>
    public static void Write(HttpRequest request, Span<char> key)
    {
        var host = request.Host.Value.AsSpan();
        var query = request.QueryString.Value.AsSpan();
        var path = request.Path.Value.AsSpan();
        key[0] = request.IsHttps ? 's' : 'p';
        key[1] = (char)host.Length;
        key[2] = (char)query.Length;
        host.CopyTo(key[Marks..]);
        query.CopyTo(key[(Marks + host.Length)..]);
        path.CopyTo(key[(Marks + host.Length + query.Length)..]);
    }

    /// <summary>The name as a text.</summary>
    public static string Of(HttpRequest request) => string.Create(GetLength(request), request, static (key, request) => Write(request, key));
}

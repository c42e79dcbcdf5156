using System.Collections.Frozen;

namespace Foobar.Gateway.Protection.Rates;

/// <summary>The requests that sign a visitor in or up, by the API and by the pages.</summary>
internal static class SignInPaths
{
    private static readonly FrozenSet<string> Paths =
        new[] { "/api/users", "/api/users/login", "/login", "/register" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The request is one of them; as for the webs, letter case and a last slash make no difference.</summary>
    public static bool Contain(string method, PathString path)
    {
        if (!HttpMethods.IsPost(method) || path.Value is not { } value)
            return false;
        return Paths.Contains(value.EndsWith('/') ? value[..^1] : value);
    }
}

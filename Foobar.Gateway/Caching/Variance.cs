using Foobar.ServiceDefaults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Caching;

/// <summary>The request headers that an answer depends on, and their values in the request that it answers.</summary>
/// <remarks>Values are compared as they are: browsers of one kind send the same ones, and what two lists mean is the web's to say.</remarks>
internal sealed class Variance
{
    // No request that the cache answers has one of these.
    private static readonly HashSet<string> AlwaysAbsent = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.Range, FoobarNames.Headers.ReadPosition,
    };

    private readonly string[] _names;
    private readonly StringValues[] _values;

    private Variance(string[] names, StringValues[] values) => (_names, _values) = (names, values);

    /// <summary>What an answer with this <c>Vary</c> has to do with the request.</summary>
    public static Variance Of(StringValues vary, HttpRequest request)
    {
        string[] names = vary.Count == 0 ? [] :
        [
            .. vary.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(name => !AlwaysAbsent.Contains(name)).Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal),
        ];
        return new Variance(names, Array.ConvertAll(names, name => request.Headers[name]));
    }

    /// <summary>The answer is the right one for this request too.</summary>
    public bool Matches(HttpRequest request)
    {
        var (names, headers) = (_names, request.Headers);
        for (var i = 0; i < names.Length; i++)
        {
            if (!StringValues.Equals(headers[names[i]], _values[i]))
                return false;
        }
        return true;
    }

    /// <summary>The other one depends on the same headers, and their values differ: both may be kept.</summary>
    public bool IsBeside(Variance other) => _names.AsSpan().SequenceEqual(other._names) && !_values.AsSpan().SequenceEqual(other._values);

    /// <summary>Extends a key by the values that these headers have in the request.</summary>
    public string Extend(string key, HttpRequest request) => _names.Length == 0 ? key : string.Join('\n', [key, .. _names.Select(name => request.Headers[name].ToString())]);
}

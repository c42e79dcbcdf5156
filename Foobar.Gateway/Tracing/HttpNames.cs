namespace Foobar.Gateway.Tracing;

/// <summary>How spans name what a request has: names are few, whatever clients send.</summary>
internal static class HttpNames
{
    /// <summary>A method as the name of a span.</summary>
    public static string OfSpan(string method) => IsKnown(method) ? method : "HTTP";

    /// <summary>A method as <c>http.request.method</c>.</summary>
    public static string OfMethod(string method) => IsKnown(method) ? method : "_OTHER";

    /// <summary>A protocol such as <c>HTTP/1.1</c> as <c>network.protocol.version</c>.</summary>
    public static string OfVersion(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        "HTTP/1.0" => "1.0",
        _ => protocol,
    };

    private static bool IsKnown(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsPatch(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method) || HttpMethods.IsTrace(method);
}

namespace Foobar.Gateway.Tracing;

/// <summary>How spans name a method: names are few, whatever clients send.</summary>
internal static class HttpMethodNames
{
    /// <summary>As the name of a span.</summary>
    public static string ForSpan(string method) => IsKnown(method) ? method : "HTTP";

    /// <summary>As the value of <c>http.request.method</c>.</summary>
    public static string ForTag(string method) => IsKnown(method) ? method : "_OTHER";

    private static bool IsKnown(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsPatch(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method) || HttpMethods.IsTrace(method);
}

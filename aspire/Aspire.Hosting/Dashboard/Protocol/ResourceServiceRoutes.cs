namespace Aspire.Dashboard.Protocol;

/// <summary>The addresses of the resource service. Streams are JSON arrays, one a line.</summary>
internal static class ResourceServiceRoutes
{
    public const string ApiKeyHeader = "x-resource-service-api-key";

    /// <summary>GET: every instance, then those that change.</summary>
    public const string Resources = "/v1/resources";

    /// <summary>GET <c>?id=…[&amp;after=N][&amp;follow=false]</c>: the lines of an instance's console log.</summary>
    public const string Console = "/v1/console";

    /// <summary>POST: runs a command.</summary>
    public const string Commands = "/v1/commands";
}

using Aspire.Dashboard.Protocol;

namespace Aspire.Dashboard.Components.Resources;

/// <summary>Where the pages of a resource are, and how it is called there.</summary>
internal static class ResourceLinks
{
    /// <summary>The value of <c>view</c> in the address of the graph.</summary>
    public const string Graph = "graph";

    /// <summary>All resources, in the table or as a graph.</summary>
    public static string GetList(bool inGraph) => inGraph ? $"/?view={Graph}" : "/";

    public static string GetDetails(string idOrName, bool inGraph = false) => $"/?{(inGraph ? $"view={Graph}&" : "")}resource={Uri.EscapeDataString(idOrName)}";

    public static string GetConsole(string idOrName) => $"/consolelogs/resource/{Uri.EscapeDataString(idOrName)}";

    /// <summary>The address under which a resource is found again: its name where that is enough.</summary>
    public static string GetKey(ResourceView resource) => resource.Replicas > 1 ? resource.Id : resource.Name;

    /// <summary>Only addresses that a browser opens become links; a script in an url would run in this page.</summary>
    public static bool CanOpen(UrlView url) => !url.IsInactive
        && Uri.TryCreate(url.Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}

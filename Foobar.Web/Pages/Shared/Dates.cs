using System.Globalization;

namespace Foobar.Web.Pages.Shared;

/// <summary>Writes times, UTC. Pages are kept by caches, so they have no "3 hours ago": that is the browser's to say.</summary>
internal static class Dates
{
    /// <summary>For people: "24 Nov 2026".</summary>
    public static string Day(DateTime utc) => utc.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For machines: "2026-11-24T12:30:00Z".</summary>
    public static string Exact(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

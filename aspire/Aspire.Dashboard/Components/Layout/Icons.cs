namespace Aspire.Dashboard.Components.Layout;

/// <summary>The outlines of icons: those of the pages and the ones that commands name.</summary>
internal static class Icons
{
    private static readonly Dictionary<string, string> Outlines = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resources"] = "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z",
        ["parameters"] = "M10.5 2a3.5 3.5 0 1 1-2.2 6.2L3 13.5H2V11.5h2V9.8h1.7l1.1-1.1A3.5 3.5 0 0 1 10.5 2zM11.5 4.5v.01",
        ["console"] = "M2 3h12v10h-12zM4.5 6l2 2-2 2M8 10.5h3.5",
        ["logs"] = "M3 2.5h7l3 3v8h-10zM5.5 7h5M5.5 9.2h5M5.5 11.4h3",
        ["traces"] = "M2 4h8M5 8h8M8 12h6M2 3v2M10 3v2M5 7v2M13 7v2M8 11v2M14 11v2",
        ["metrics"] = "M2.5 2.5v11h11M4.5 10.5l3-4 2.5 2 3.5-5",
        ["timeline"] = "M2 4.5h5M9 4.5h5M2 8h8M12 8h2M2 11.5h2M6 11.5h8",
        ["save"] = "M8 2.5v7.5M5 7l3 3 3-3M3 13h10",
        ["pause"] = "M5.5 3.5v9M10.5 3.5v9",
        ["theme"] = "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
        ["close"] = "M3.5 3.5l9 9M12.5 3.5l-9 9",
        ["more"] = "M3 8h.01M8 8h.01M13 8h.01",
        ["expand"] = "M6 4l4 4-4 4",
        ["link"] = "M6.5 3.5H3v9.5h9.5v-3.5M9 2.5h4.5v4.5M13.5 2.5l-6 6",
        ["copy"] = "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
        ["show"] = "M1.5 8s2.5-4.5 6.5-4.5S14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
        ["hide"] = "M1.5 8s2.5-4.5 6.5-4.5S14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM2.5 13.5l11-11",
        ["success"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.3 8.2l1.9 1.9 3.6-3.9",
        ["warning"] = "M8 2.2l6.3 11.3H1.7zM8 6.3v3.4M8 11.6v.01",
        ["error"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
        ["info"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.3v3.6M8 5v.01",
        ["working"] = "M8 2a6 6 0 1 0 6 6",
        ["waiting"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.2 1.6",
        ["idle"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.5 8h5",
        ["ended"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6 6h4v4h-4z",

        // Names that commands carry.
        ["Play"] = "M4.5 2.8v10.4L13 8z",
        ["Stop"] = "M3.5 3.5h9v9h-9z",
        ["ArrowCounterclockwise"] = "M3 3v3.5h3.5M3.3 6.3A5.3 5.3 0 1 1 2.7 9",
        ["ArrowClockwise"] = "M13 3v3.5H9.5M12.7 6.3A5.3 5.3 0 1 0 13.3 9",
        ["ArrowSync"] = "M13 2.5v3.5H9.5M3 13.5V10h3.5M3.3 6.2A5 5 0 0 1 12.7 6M12.7 9.8A5 5 0 0 1 3.3 10",
        ["ArrowSwap"] = "M3 5.5h10M10 2.5l3 3-3 3M13 10.5H3M6 7.5l-3 3 3 3",
        ["Archive"] = "M2.5 2.5h11v3h-11zM3.5 5.5v8h9v-8M6.5 8h3",
        ["Crown"] = "M2.5 12.5h11M2.5 5l1.2 5.5h8.6L13.5 5 10.6 7 8 3 5.4 7z",
        ["Delete"] = "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4",
        ["DismissCircle"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
        ["FastForward"] = "M2.5 3.5v9L8 8zM8 3.5v9L13.5 8z",
        ["Hourglass"] = "M4 2.5h8M4 13.5h8M5 2.5c0 3.5 3 4 3 5.5S5 10 5 13.5M11 2.5C11 6 8 6.5 8 8s3 2 3 5.5",
        ["Key"] = "M10.5 2a3.5 3.5 0 1 1-2.2 6.2L3 13.5H2V11.5h2V9.8h1.7l1.1-1.1A3.5 3.5 0 0 1 10.5 2z",
        ["Pause"] = "M4 3h2.5v10H4zM9.5 3H12v10H9.5z",
        ["Database"] = "M3 4c0-2.7 10-2.7 10 0v8c0 2.7-10 2.7-10 0zM3 4c0 2.7 10 2.7 10 0",
        ["Globe"] = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12",
    };

    /// <summary>For commands whose icon is not drawn here.</summary>
    private const string Other = "M9.2 1.8L3.5 9h4l-.7 5.2L12.5 7h-4z";

    public static string Find(string? name)
    {
        if (name is null)
            return Other;
        if (Outlines.TryGetValue(name, out var outline))
            return outline;
        // ArrowSyncCircle looks like ArrowSync: the longest name that it begins with.
        var similar = Outlines.Keys.Where(known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)).MaxBy(known => known.Length);
        return similar is null ? Other : Outlines[similar];
    }
}

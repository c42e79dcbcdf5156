namespace SiteSpeed;

/// <summary>Something to GET.</summary>
internal sealed record Target(string Name, string Path, bool NeedsAccount = false);

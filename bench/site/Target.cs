namespace SiteSpeed;

/// <summary>Something to GET.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Path">Its path on the web that is measured, or an address of its own.</param>
/// <param name="NeedsAccount">It is for who is signed in.</param>
internal sealed record Target(string Name, string Path, bool NeedsAccount = false);

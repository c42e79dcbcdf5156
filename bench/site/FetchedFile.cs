namespace SiteSpeed;

/// <summary>A file as it came: its compressed size.</summary>
internal sealed record FetchedFile(string Path, string Encoding, int Bytes);

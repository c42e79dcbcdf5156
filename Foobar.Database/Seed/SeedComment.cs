namespace Foobar.Database.Seed;

/// <summary>A comment that is to be there; its author is a user's number.</summary>
internal sealed record SeedComment(int Author, string Body, DateTime CreatedAt);

namespace Foobar.Database.Seed;

/// <summary>A user who is to be there, by number.</summary>
internal sealed record SeedUser(int Number, string Username, string Email, string? Bio, DateTime CreatedAt)
{
    /// <summary>The same user under another name, since somebody has this one.</summary>
    public SeedUser Renamed(int attempt) => this with { Username = $"{Username} {attempt}", Email = Email.Replace("@", $"+{attempt}@", StringComparison.Ordinal) };
}

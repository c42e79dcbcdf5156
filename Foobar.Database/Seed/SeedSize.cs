using System.Globalization;

namespace Foobar.Database.Seed;

/// <summary>How much a seeded site has; favourites, follows and tags come with it.</summary>
internal sealed record SeedSize(int Users, int Articles, int Comments)
{
    /// <summary>The size of a site that looks as if it had been used for two years.</summary>
    public static readonly SeedSize Default = new(Users: 200, Articles: 5_000, Comments: 50_000);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Users:N0} users, {Articles:N0} articles and {Comments:N0} comments");
}

using System.Globalization;

namespace Foobar.Database.Seed;

/// <summary>What a run of the seed has done, and who can sign in.</summary>
internal sealed record SeedReport(SeedSize Size, int ArticlesBefore, string Email, TimeSpan Duration)
{
    /// <summary>There was nothing left to do.</summary>
    public bool WasDone => ArticlesBefore == Size.Articles;

    public override string ToString() => WasDone
        ? $"The site is seeded already, with {Size}; nothing was changed. {SignIn}"
        : string.Create(CultureInfo.InvariantCulture,
            $"The site has {Size} more{(ArticlesBefore > 0 ? ", those of an interrupted run included" : "")}, in {Duration.TotalSeconds:0.0} s. {SignIn}");

    private string SignIn => $"Sign in as {Email} with the password '{SeedPlan.Password}', the same for every seeded user.";
}

using Bogus;
using Foobar.Database.Seed.Content;

namespace Foobar.Database.Seed;

/// <summary>What a seeded site consists of: always the same for a size and an end.</summary>
/// <remarks>
/// Users and articles are numbers here. An article is written only when it is asked for, from a source of randomness of its own, so that a run
/// that goes on where another one ended makes what that one would have made.
/// </remarks>
internal sealed class SeedPlan
{
    /// <summary>The password of every seeded user, known to everybody who reads this.</summary>
    public const string Password = "seed password";

    private const int Seed = 2026;

    /// <summary>How long before the end the first article was published.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    // One for all: to make one takes longer than to write an article with it.
    private readonly Faker _faker = new("en");

    private readonly SeedSize _size;
    private readonly DateTime _end;
    private readonly ArticleOutline[] _articles;

    /// <summary>Plans a site.</summary>
    /// <param name="size">How much it has.</param>
    /// <param name="end">What the newest content is before, UTC.</param>
    public SeedPlan(SeedSize size, DateTime end)
    {
        (_size, _end) = (size, end);
        _faker.Random = RandomnessOf(0);
        Users = PlanUsers();
        Follows = PlanFollows();
        _articles = PlanArticles();
    }

    /// <summary>The users; the first one is for whoever wants to sign in.</summary>
    public IReadOnlyList<SeedUser> Users { get; }

    /// <summary>Who follows whom.</summary>
    public IReadOnlyList<(int Follower, int Followed)> Follows { get; }

    /// <summary>Writes an article with all that belongs to it.</summary>
    public SeedArticle WriteArticle(int number)
    {
        var outline = _articles[number];
        _faker.Random = RandomnessOf(number + 1);
        var (random, prose) = (_faker.Random, new Prose(_faker));
        var theme = outline.Theme;
        return new SeedArticle(number, outline.Author, outline.Slug, outline.Title, prose.Description(theme), prose.Article(theme, PickLinks(random, number)),
            outline.CreatedAt, random.Bool(0.1f) ? Later(random, outline.CreatedAt, TimeSpan.FromDays(20)) : outline.CreatedAt)
        {
            Tags = PickTags(random, theme),
            Comments = [.. Enumerable.Range(0, outline.Comments)
                .Select(_ => new SeedComment(random.Int(0, _size.Users - 1), prose.Comment(theme), Later(random, outline.CreatedAt, TimeSpan.FromDays(3))))
                .OrderBy(comment => comment.CreatedAt)],
            Favorites = [.. random.Shuffle(Enumerable.Range(0, _size.Users).Where(user => user != outline.Author)).Take(outline.Favorites)],
        };
    }

    private SeedUser[] PlanUsers()
    {
        var prose = new Prose(_faker);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. Enumerable.Range(0, _size.Users).Select(number =>
        {
            var (first, last) = (_faker.Name.FirstName(), _faker.Name.LastName());
            // Names of the site have no apostrophes.
            while (!last.All(char.IsAsciiLetter) || !names.Add($"{first} {last}"))
                (first, last) = (_faker.Name.FirstName(), _faker.Name.LastName());
            var username = _faker.Random.Int(0, 3) switch
            {
                0 => $"{first}{last}".ToLowerInvariant(),
                1 => $"{first}-{last}".ToLowerInvariant(),
                _ => $"{first} {last}",
            };
            var joined = _end - Span - TimeSpan.FromDays(60) * _faker.Random.Double();
            // The letters of users without a picture are drawn by the site; a picture would have to come from somebody else's host.
            return new SeedUser(number, username, $"{first}.{last}@example.com".ToLowerInvariant(), _faker.Random.Bool(0.8f) ? prose.Bio() : null, Whole(joined));
        })];
    }

    /// <summary>The first users have written most, and have most followers.</summary>
    private List<(int, int)> PlanFollows()
    {
        var random = _faker.Random;
        var fame = new Lottery(Enumerable.Range(0, _size.Users).Select(Fame));
        var follows = new List<(int, int)>();
        for (var user = 0; user < _size.Users; user++)
        {
            var followed = Enumerable.Range(0, random.Int(2, 30)).Select(_ => fame.Draw(random)).Distinct().Where(other => other != user);
            follows.AddRange(followed.Select(other => (user, other)));
        }
        return follows;
    }

    private ArticleOutline[] PlanArticles()
    {
        var (random, prose) = (_faker.Random, new Prose(_faker));
        // One user in four only reads.
        var authors = new Lottery(Enumerable.Range(0, Math.Max(1, _size.Users * 3 / 4)).Select(Fame));
        var slugs = new HashSet<string>(StringComparer.Ordinal);
        // The site has grown: the later, the more.
        var times = Enumerable.Range(0, _size.Articles).Select(_ => Whole(_end - Span * (1 - Math.Sqrt(random.Double())))).Order().ToArray();
        var outlines = times.Select(time => Outline(authors.Draw(random), prose, slugs, time)).ToArray();

        var interest = outlines.Select(outline => Fame(outline.Author) * Math.Exp(1.1 * Normal(random))).ToArray();
        var readers = new Lottery(interest);
        var comments = new int[_size.Articles];
        for (var comment = 0; comment < _size.Comments; comment++)
            comments[readers.Draw(random)]++;
        var mean = interest.DefaultIfEmpty().Average();
        return [.. outlines.Select((outline, number) => outline with
        {
            Comments = comments[number],
            // A twentieth of all users like the usual article, and nearly all of them the best one.
            Favorites = (int)(0.9 * (_size.Users - 1) * (1 - Math.Exp(-0.06 * interest[number] / mean))),
        })];
    }

    private static ArticleOutline Outline(int author, Prose prose, HashSet<string> slugs, DateTime time)
    {
        while (true)
        {
            var theme = prose.PickTheme();
            var title = prose.Title(theme);
            // As the site makes it of such titles, which have no more than letters, digits, hyphens, commas and apostrophes between blanks.
            var slug = title.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace(' ', '-');
            if (slugs.Add(slug))
                return new ArticleOutline(author, theme, title, slug, time);
        }
    }

    private List<(string, string)> PickLinks(Randomizer random, int number)
    {
        if (number == 0 || random.Bool(0.6f))
            return [];
        var other = _articles[random.Int(0, number - 1)];
        return [(other.Title, $"/article/{other.Slug}")];
    }

    private static string[] PickTags(Randomizer random, Theme theme)
    {
        var kinds = Enumerable.Range(0, random.Int(0, 3)).Select(_ => Topic.Kinds[Math.Min(random.Int(0, Topic.Kinds.Length - 1), random.Int(0, Topic.Kinds.Length - 1))]);
        return [.. kinds.Append(theme.Topic.Tag).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>A time after this one and before the end; most are soon after.</summary>
    private DateTime Later(Randomizer random, DateTime time, TimeSpan usual)
    {
        var later = time - usual * Math.Log(1 - random.Double());
        return Whole(later < _end ? later : time + (_end - time) * random.Double());
    }

    private static double Fame(int user) => Math.Pow(user + 1, -0.7);

    /// <summary>Box and Muller's transform.</summary>
    private static double Normal(Randomizer random) => Math.Sqrt(-2 * Math.Log(1 - random.Double())) * Math.Cos(2 * Math.PI * random.Double());

    private static DateTime Whole(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    /// <summary>Neighbouring seeds give similar numbers, so they are spread.</summary>
    private static Randomizer RandomnessOf(int part) => new(unchecked((int)((uint)(part + Seed) * 2_654_435_761)));

    /// <summary>What must be known of all articles before one is written.</summary>
    private sealed record ArticleOutline(int Author, Theme Theme, string Title, string Slug, DateTime CreatedAt)
    {
        public int Comments { get; init; }

        public int Favorites { get; init; }
    }
}

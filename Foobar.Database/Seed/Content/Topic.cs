namespace Foobar.Database.Seed.Content;

/// <summary>What articles are about: a tag, and things in the plural that fit into the phrases.</summary>
internal sealed record Topic(string Tag, bool HasCode, string[] Subjects)
{
    /// <summary>All topics, the most popular first.</summary>
    public static readonly Topic[] All =
    [
        new("databases", true, ["connection pools", "slow queries", "covering indexes", "read replicas", "schema migrations", "deadlocks", "backups", "query plans"]),
        new("writing", false, ["first drafts", "opening lines", "footnotes", "deadlines", "patient editors", "outlines", "tired metaphors", "pocket notebooks"]),
        new("performance", true, ["cold starts", "tail latencies", "flame graphs", "caches", "benchmarks", "memory leaks", "hot paths", "small allocations"]),
        new("travel", false, ["night trains", "ferry crossings", "border towns", "paper maps", "detours", "mountain passes", "window seats", "station clocks"]),
        new("food", false, ["sourdough loaves", "pickles", "market mornings", "family recipes", "noodle shops", "slow stews", "picnic lunches", "spice drawers"]),
        new("design", false, ["type scales", "colour palettes", "page margins", "empty states", "icons", "error messages", "design systems", "form labels"]),
        new("testing", true, ["flaky tests", "truth tables", "regression suites", "test doubles", "property tests", "failing builds", "fixtures", "bug reports"]),
        new("books", false, ["long novels", "short stories", "second-hand bookshops", "translations", "library cards", "reading lists", "old diaries", "memoirs"]),
        new("work", false, ["stand-ups", "career ladders", "remote teams", "one-to-ones", "job interviews", "handovers", "on-call rotas", "quiet hours"]),
        new("open-source", true, ["changelogs", "good first issues", "release notes", "forks", "code reviews", "licences", "pull requests", "mailing lists"]),
        new("photography", false, ["film cameras", "contact sheets", "golden hours", "street portraits", "prime lenses", "darkrooms", "photo walks", "blurry pictures"]),
        new("cycling", false, ["long climbs", "commuter bikes", "gravel roads", "bike lanes", "spare tubes", "headwinds", "steel frames", "group rides"]),
        new("security", true, ["passwords", "threat models", "phishing drills", "audit logs", "signing keys", "access reviews", "session cookies", "security headers"]),
        new("gardening", false, ["tomato seedlings", "compost heaps", "raised beds", "hedgerows", "herb pots", "late frosts", "bees", "garden journals"]),
        new("music", false, ["mixtapes", "rehearsal rooms", "old synthesizers", "choir evenings", "vinyl records", "practice routines", "odd time signatures", "lullabies"]),
        new("science", false, ["failed experiments", "field notes", "tide tables", "peer reviews", "lab notebooks", "weather balloons", "control groups", "small telescopes"]),
        new("cities", false, ["tram lines", "public benches", "night markets", "corner shops", "bus stops", "playgrounds", "footpaths", "street trees"]),
        new("history", false, ["city archives", "lighthouse logs", "parish records", "canals", "letters home", "forgotten inventions", "census books", "old postcards"]),
        new("teaching", false, ["whiteboards", "office hours", "first lessons", "exam questions", "study groups", "quiet students", "good examples", "syllabuses"]),
        new("nature", false, ["tide pools", "starling flocks", "old oaks", "dry stone walls", "moths", "river otters", "fog banks", "bird feeders"]),
    ];

    /// <summary>Tags that say what kind of article it is, the most used first.</summary>
    public static readonly string[] Kinds =
        ["notes", "how-to", "opinion", "beginners", "essays", "lessons-learned", "tools", "lists", "interviews", "long-reads", "questions", "reviews", "habits", "slow-living"];
}

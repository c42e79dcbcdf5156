namespace Foobar.Database.Seed.Content;

/// <summary>What titles, texts and comments are put together from.</summary>
/// <remarks>
/// The slots: <c>{subject}</c> and <c>{other}</c> are things of the topic in the plural, with a capital where the slot has one;
/// <c>{person}</c>, <c>{place}</c>, <c>{time}</c> and <c>{number}</c> (from 4 to 31) are what they say.
/// </remarks>
internal static class Phrases
{
    public static readonly string[] Titles =
    [
        "What {subject} taught me about {other}", "A field guide to {subject}", "Against {subject}", "In defence of {subject}", "The quiet joy of {subject}",
        "How I stopped worrying about {subject}", "{Subject} and {other}", "{number} things I wish I had known about {subject}", "Why {subject} matter more than {other}",
        "A year with {subject}", "{Subject}, explained slowly", "Nobody needs more {subject}", "The trouble with {subject}", "Learning to like {subject}",
        "{Subject} without {other}", "Notes on {subject}", "What to do about {subject}", "{Subject} for people who prefer {other}", "The case for fewer {subject}",
        "How we lost our {subject} and found {other}", "Everything I know about {subject}", "{number} days of {subject}", "Letters about {subject}", "{Subject} are not the problem",
        "A small history of {subject}", "On {subject}", "Good {subject} are boring", "Between {subject} and {other}", "Before you begin with {subject}",
        "The last word on {subject}", "Questions about {subject}", "{Subject} in {place}", "{Subject} at five in the morning", "From {other} to {subject}", "Where {subject} come from",
    ];

    public static readonly string[] Descriptions =
    [
        "Some thoughts on {subject}, and on why {other} are only half of the answer.", "What {time} with {subject} looks like from the inside.",
        "I was wrong about {subject}. Here is how I found out.", "A short introduction to {subject} for people who have had enough of {other}.",
        "{Subject} look simple until you need them. Then they look like {other}.", "An honest account, with mistakes left in.",
        "{number} lessons about {subject}, each of them paid for.", "Why we gave up {other} and what we do instead.",
        "The questions that people ask me about {subject}, with answers.", "How {subject} work, what they cost, and when to leave them alone.",
        "Part memoir, part manual, and mostly about {subject}.", "A walk through {place}, with {subject} on my mind.",
    ];

    public static readonly string[] Sentences =
    [
        "I came to {subject} late, by way of {other}, and it shows.", "Most of what is written about {subject} was written by people in a hurry.",
        "It took me {time} to see that {subject} and {other} are two answers to the same question.", "There is a kind of patience that only {subject} can teach you.",
        "{person}, who knows more about {subject} than anyone I have met, says very little about them.", "In {place} people treat {subject} as if they were weather: something to talk about and not to change.",
        "The first time is always the hardest, and the second time is worse, because now you know.", "You can do without {other}. You cannot do without attention.",
        "We counted: {number} times in a month, and never once on a Monday.", "That is not an argument for {subject}. It is an argument for looking twice.",
        "I still have the notes from that week, and they are mostly question marks.", "What looked like a problem with {subject} turned out to be a problem with how we talked about {other}.",
        "Ask ten people and you get {number} answers, all of them given with great confidence.", "It helps to begin with what you are willing to lose.",
        "The advice I was given was to ignore {other} until they could not be ignored any more.", "Nothing in the books had prepared me for how quiet it would be.",
        "{Subject} reward people who come back.", "If I could change one thing, I would start smaller.", "Somebody always asks about {other}, and the honest answer is that we do not know yet.",
        "For {time} nothing happened at all, and then everything happened in one afternoon.", "There are better ways, and they are all more work.", "The difference is easy to feel and hard to measure.",
        "When {person} showed me another way to look at it, I was annoyed for a day and grateful ever since.", "I do not think {subject} are for everybody.",
        "A good rule is one that you can explain while walking.", "It was raining in {place}, which is to say that it was an ordinary day.", "We had {number} of them, and used three.",
        "{Subject} have a reputation that they only partly deserve.", "The interesting part is what happens at the edges.", "You notice {other} only when they are gone.",
        "I wrote this down so that I would not have to learn it again.", "None of this is new, and that is rather the point.", "Small things, done on most days, beat great plans.",
        "What surprised me was how little of it had to do with {subject}.", "The people who are best at this make it look like luck.", "It works, until the day that it does not, and that day you want to be at home.",
        "There is a photograph of it somewhere, taken {time} before anybody knew better.", "Every {time} or so I throw it all away and begin again with {other}.",
        "Start where you are; the rest is logistics.", "Half of the work is to decide what not to do.", "{person} called it the tax on being clever.", "We stopped arguing about it when we began to write the reasons down.",
        "In the end it was a matter of {number} minutes.", "If you have read this far, you probably have {subject} of your own.", "I have changed my mind about this more than once.",
        "The cheapest time to notice a mistake is before anybody depends on it.", "It is tempting to blame {other}; they cannot answer back.", "I asked around in {place}, and nobody remembered why.",
        "One of these days I will write about {other} as well.", "You learn to trust the boring parts.", "What remains is a habit, and the habit is the whole thing.",
        "There was no plan; there was a list, and the list was wrong.", "I would like to say that it was a decision, but it was a Tuesday.", "People who like {other} will tell you the opposite, and they have a point.",
    ];

    public static readonly string[] Headings =
    [
        "Where it begins", "What {subject} ask of you", "The part that nobody mentions", "A detour by way of {other}", "What I would do differently", "A list, since lists are honest",
        "Before you start", "What is left", "The view from {place}", "What it costs", "Three mistakes", "How it went", "Why not {other}?", "The second attempt", "A word about {other}",
        "Things that did not work", "What the numbers say", "Habits", "Looking back", "How to begin",
    ];

    public static readonly string[] Points =
    [
        "Begin with {other}; {subject} can wait.", "Write down what you expect before you look.", "Ask **why** once more than is polite.", "Keep the old way around for {time}.",
        "Do the smallest thing that could be *wrong*, and see whether it is.", "Talk to {person}, or to somebody like that.", "Leave room for {other}.", "Stop when it is good enough; it will not stay so anyway.",
        "Tell somebody what you are about to do.", "Take {number} of them and give the rest away.", "Look at it again in the morning.", "Clean up as you go.", "Do not begin on a Friday.",
        "Measure, change *one* thing, measure again.", "Say no to the second-best idea.", "Keep a log. `2 lines a day` is enough.",
    ];

    public static readonly string[] Quotes =
    [
        "The trouble with {subject} is that they work best when nobody is looking.", "I have never regretted leaving {other} out.", "You do not finish {subject}; you leave them in a state that others can live with.",
        "If it needs a meeting, it is not done. If it needs two, it is not understood.", "Everything I know about this I learnt from being wrong in public.", "First make it dull. Then make it good.",
        "There is no such thing as a temporary arrangement.", "People forgive slow. They do not forgive lost.",
    ];

    public static readonly string[] Comments =
    [
        "This is the best thing I have read about {subject} this year.", "I am not sure about {other}, but the rest matches what we saw.", "Thank you for writing this down.", "How would you do it with {number} people instead of one?",
        "We tried the same in {place} and had to give up after {time}.", "Could you say more about {other}?", "The part about {subject} made me laugh, and then it made me check.", "I disagree, politely: {other} were never the problem.",
        "Sent this to {person}, who will pretend not to have read it.", "Saved for later. Read at once.", "It took me {time} to learn the same lesson.", "What happened next?", "There is a whole book in the third paragraph.",
        "This is why I keep coming back to this site.", "I wish somebody had told me this {time} ago.", "Is there a version of this for people without {other}?", "Small correction: it was {number}, not three. The point stands.",
        "I read it twice and changed my mind twice.", "You make it sound easy.", "My grandmother in {place} would have agreed with every word.", "More of this, please.", "The opposite worked for us, which probably says more about us.",
        "Fair, but what do you do when {subject} are not up to you?", "I have nothing to add. I only wanted to say so.", "Bookmarked next to an article that says the exact opposite.", "`TODO: be more like this`",
        "The quote is going on our wall.", "As somebody who works with {subject} every day: yes.", "I would start even smaller.", "We had this discussion last week, and you would have won it.",
    ];

    public static readonly string[] Bios =
    [
        "Writes about {subject}, mostly before breakfast. Lives in {place}.", "Recovering optimist. {Subject}, {other} and long walks.", "I collect {subject} and opinions on {other}.",
        "Teacher in {place}. All mistakes are my own.", "{Subject} by day, {other} by night.", "Here to read.", "Twenty years of {subject}, and still asking.", "Slow reader, slower writer. {place}.",
        "Trying to understand {subject} one post at a time.", "Left {place} for the {other}. Stayed for the {subject}.",
    ];

    public static readonly string[] Times = ["a week", "two weeks", "a month", "three months", "half a year", "a year", "two years", "ten years", "a long weekend", "an afternoon"];

    public static readonly (string Language, string Text)[] Code =
    [
        ("csharp", "await using var connection = await source.OpenReadAsync(level, cancellationToken);\nvar total = await connection.ExecuteScalarAsync<int>(\"SELECT COUNT(*) FROM articles\");\nConsole.WriteLine($\"{total} articles\");"),
        ("csharp", "foreach (var (name, count) in words.CountBy(word => word.ToLowerInvariant()).OrderByDescending(entry => entry.Value).Take({number}))\n    Console.WriteLine($\"{count,5} {name}\");"),
        ("sql", "SELECT name, COUNT(*) AS articles\nFROM article_tags\nGROUP BY name\nHAVING COUNT(*) > {number}\nORDER BY articles DESC;"),
        ("sql", "EXPLAIN ANALYZE\nSELECT id FROM articles\nWHERE author_id = 42 AND created_at < '2026-01-01'\nORDER BY created_at DESC, id DESC LIMIT {number};"),
        ("bash", "for i in $(seq {number}); do\n  curl --silent --output /dev/null --write-out '%{time_total}\\n' https://www.foobar.com/\ndone | sort --numeric-sort | tail --lines 1"),
        ("json", "{\n  \"retries\": {number},\n  \"timeout\": \"00:00:02\",\n  \"reason\": \"<none> & \\\"quoted\\\"\"\n}"),
        ("", "$ git log --oneline -n {number}\n3f9d2ab Say why, not what\n81c0e44 Remove what nobody used"),
    ];
}

using System.Text.Json;
using Foobar.Tests.Integration.Api;
using Foobar.Tests.Support;

namespace Foobar.Tests.Browser;

/// <summary>What the visitors of the browser tests find on the site.</summary>
internal sealed record BrowserCast(string Author, string Slug, string Title)
{
    // More than one page of a list.
    private const int Articles = 12;

    private const string Text =
        """
        A site that stays up is not one that never breaks. It is one whose breaking nobody has to hear about, and that takes *more thought* than luck.

        ## What breaks

        Everything does, **sooner or later**:

        - a disk, on a Sunday;
        - a network, between two `ping`s;
        - a person, who is tired and has the right password.

        > The cheapest part of a design is the part that does not have to work.

        ### In numbers

        | what | how often | how long |
        |---|---|---|
        | a server | twice a year | eight seconds until another one has taken over its work |
        | a datacentre | once in ten years | an afternoon that is remembered |

        ```csharp
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await ProbeEveryMemberOfTheClusterAndKeepWhatWasLearntAsAnImmutableSnapshotAsync(stoppingToken);
        ```

        1. Find out what is there.
        2. Decide on one thing to do.
        3. [Write it down](https://example.org/runbook), and do it.
        """;

    /// <summary>Writes it all, and waits until visitors of any web can read it.</summary>
    public static async Task<BrowserCast> CreateAsync(RunningModel model)
    {
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        using var nobody = model.CreateVisitorPastCaches();
        var name = await author.SignUpAsync();
        await reader.SignUpAsync();
        await author.AskAsync("PUT /api/user", Json(new { user = new { bio = "Keeps servers running, and writes about the times when they did not." } }));
        var slug = "";
        for (var i = Articles; i >= 1; i--)
        {
            var title = i == 1 ? TitleBy(name) : $"Notes from the machine room, part {i}";
            var article = await author.AskAsync("POST /api/articles", Json(new { article = new { title, description = "What a quiet night costs, and who pays for it.", body = Text, tagList = new[] { "operations", "resilience", "databases" } } }), 201);
            slug = article.GetProperty("article").Text("slug")!;
        }
        await reader.AskAsync($"POST /api/articles/{slug}/favorite");
        await reader.AskAsync($"POST /api/articles/{slug}/comments", Json(new { comment = new { body = "The part about Sundays is true.\n\nI have seen it twice." } }));
        await Eventually.BecomesTrueAsync(async cancellationToken =>
        {
            for (var i = 0; i < 6; i++)
            {
                using var read = await nobody.GetAsync($"/api/articles/{slug}/comments", cancellationToken);
                if (!read.IsSuccessStatusCode || !(await read.Content.ReadAsStringAsync(cancellationToken)).Contains("Sundays", StringComparison.Ordinal))
                    return false;
            }
            return true;
        }, "the comment on every replica");
        return new BrowserCast(name, slug, TitleBy(name));
    }

    private static string TitleBy(string name) => $"How {name} learnt to stop worrying about failovers";

    private static string Json(object body) => JsonSerializer.Serialize(body);
}

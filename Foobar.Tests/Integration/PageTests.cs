using System.Net;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The pages as a browser without JavaScript uses them: forms with their hidden token, cookies, redirects.</summary>
[Collection(ModelCollection.Name)]
public sealed class PageTests(SharedModel shared)
{
    [Fact]
    public async Task A_visitor_signs_up_publishes_and_reads_it_on_either_web()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var name = await author.SignUpByFormAsync();

        using var published = await author.SubmitAsync("/editor", new() { ["Title"] = $"Page of {name}", ["Description"] = "About it", ["Body"] = "**bold** <script>alert(1)</script>", ["TagList"] = "one, two" });

        Assert.Equal($"/article/page-of-{name}", published.Headers.Location?.OriginalString);
        foreach (var web in new[] { FoobarNames.Resources.Web1, FoobarNames.Resources.Web2 })
        {
            using var reader = model.CreateInsider(web);
            var page = await Eventually.GetAsync<string>(async cancellationToken =>
            {
                // An anonymous read may come from a replica that is a moment behind.
                using var response = await reader.GetAsync(published.Headers.Location, cancellationToken);
                return (response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : null, response.StatusCode.ToString());
            });
            Assert.Contains("<strong>bold</strong>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_session_cookie_of_one_web_is_good_on_the_other()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var name = $"user{Guid.NewGuid():N}"[..20];
        using var signedUp = await visitor.SubmitAsync("/register", new() { ["Username"] = name, ["Email"] = $"{name}@example.org", ["Password"] = "correct horse" });

        var seen = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            using var home = await visitor.GetAsync("/", TestContext.Current.CancellationToken);
            Assert.Contains(name, await home.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            seen.Add(home.GetServedBy());
        }

        Assert.Equal(2, seen.Count);
        AssertSafe(Assert.Single(signedUp.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-foobar=", StringComparison.Ordinal)), "lax");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_its_cookie_is_for_this_site_alone()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var page = await visitor.GetAsync("/register", TestContext.Current.CancellationToken);
        using var response = await visitor.PostAsync("/register", new FormUrlEncodedContent([new("Username", "x")]), TestContext.Current.CancellationToken);

        AssertSafe(Assert.Single(page.Headers.GetValues("Set-Cookie")), "strict");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_the_field_and_nothing_is_lost()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.SubmitAsync("/register", new() { ["Username"] = "somebody", ["Email"] = "not an address", ["Password"] = "short" });
        var page = await response.ReadPageAsync();

        foreach (var (field, message) in new[] { ("Email", "E-mail is not an e-mail address."), ("Password", "Password is too short (at least 8 characters).") })
        {
            var input = page.QuerySelector($"#Input-{field}")!;
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            Assert.Contains(input.GetAttribute("aria-describedby")!.Split(' '), id => page.GetElementById(id)!.TextContent == message);
        }
        Assert.Null(page.QuerySelector("#Input-Username")!.GetAttribute("aria-invalid"));
        Assert.Equal("somebody", page.QuerySelector("#Input-Username")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#Input-Password")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_reader_favours_follows_and_comments_and_takes_it_all_back()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var reader = model.CreateVisitor();
        var name = await author.SignUpAsync();
        var path = $"/article/{await author.PublishAsync($"Read by many {name}")}";
        var readerName = await reader.SignUpByFormAsync();

        using var favored = await reader.SubmitAsync(path, button: "#favorite");
        using var followed = await reader.SubmitAsync(path, button: "#follow");
        using var commented = await reader.SubmitAsync(path, new() { ["Body"] = "First!\n<b>Second</b> line" }, "#comment");
        var article = await reader.OpenAsync(path);
        var feed = await reader.OpenAsync("/feed");
        var favorites = await reader.OpenAsync($"/profile/{readerName}/favorites");

        Assert.Equal($"{path}#comments", commented.Headers.Location?.OriginalString);
        Assert.Equal("true", article.QuerySelector("#favorite")!.GetAttribute("aria-pressed"));
        Assert.Equal("true", article.QuerySelector("#follow")!.GetAttribute("aria-pressed"));
        Assert.Equal("First!\n<b>Second</b> line", article.QuerySelector(".comment .text")!.TextContent);
        foreach (var list in new[] { feed, favorites })
            Assert.Equal(path, Assert.Single(list.QuerySelectorAll(".card h2 a")).GetAttribute("href"));

        using var unfavored = await reader.SubmitAsync(path, button: "#favorite");
        using var unfollowed = await reader.SubmitAsync($"/profile/{name}", button: "#follow");
        using var uncommented = await reader.SubmitAsync(path, button: ".comment button");
        var after = await reader.OpenAsync(path);
        Assert.Equal("false", after.QuerySelector("#favorite")!.GetAttribute("aria-pressed"));
        Assert.Equal("false", after.QuerySelector("#follow")!.GetAttribute("aria-pressed"));
        Assert.Null(after.QuerySelector(".comment"));
        Assert.Empty((await reader.OpenAsync("/feed")).QuerySelectorAll(".card"));
    }

    [Fact]
    public async Task The_editor_shows_a_preview_and_keeps_what_is_written()
    {
        using var author = (await shared.GetAsync()).CreateVisitor();
        await author.SignUpByFormAsync();

        using var response = await author.SubmitAsync("/editor", new() { ["Title"] = "Not yet", ["Body"] = "# One\n\n*two*" }, "#show-preview");
        var page = await response.ReadPageAsync();

        Assert.Equal("One", page.QuerySelector("#preview .prose h2")!.TextContent);
        Assert.Equal("Not yet", page.QuerySelector("#Input-Title")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("[aria-invalid]"));
    }

    [Fact]
    public async Task An_author_edits_and_deletes_and_nobody_else_can()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        using var other = model.CreateVisitor();
        using var nobody = model.CreateVisitor();
        var name = await author.SignUpByFormAsync();
        using var published = await author.SubmitAsync("/editor", new() { ["Title"] = $"Draft of {name}", ["Description"] = "About it", ["Body"] = "Text" });
        using var changed = await author.SubmitAsync($"/editor/draft-of-{name}", new() { ["Title"] = $"Final of {name}" });
        // Whose account is younger than the article is sure to find it.
        await other.SignUpByFormAsync();

        using var forbidden = await other.GetAsync($"/editor/final-of-{name}", TestContext.Current.CancellationToken);
        using var unknown = await nobody.GetAsync($"/editor/final-of-{name}", TestContext.Current.CancellationToken);
        using var deleted = await author.SubmitAsync($"/editor/final-of-{name}", button: "button.danger");
        using var gone = await author.GetAsync($"/article/final-of-{name}", TestContext.Current.CancellationToken);

        Assert.Equal($"/article/final-of-{name}", changed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal($"/login?returnUrl=%2Feditor%2Ffinal-of-{name}", unknown.Headers.Location?.PathAndQuery);
        Assert.Equal($"/profile/{name}", deleted.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_address_and_signing_in_leads_back()
    {
        var model = await shared.GetAsync();
        using var first = model.CreateVisitor();
        using var second = model.CreateVisitor();
        var name = await first.SignUpByFormAsync();

        using var wrong = await second.SubmitAsync("/login?returnUrl=%2Fsettings", new() { ["Email"] = $"{name}@example.org", ["Password"] = "wrong horse" });
        using var right = await second.SubmitAsync("/login?returnUrl=%2Fsettings", new() { ["Email"] = $"{name}@example.org", ["Password"] = "correct horse" });
        using var elsewhere = await second.GetAsync("/login?returnUrl=https%3A%2F%2Fexample.org", TestContext.Current.CancellationToken);
        var page = await wrong.ReadPageAsync();

        Assert.Equal("E-mail or password is wrong.", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal($"{name}@example.org", page.QuerySelector("#Input-Email")!.GetAttribute("value"));
        Assert.Equal("/settings", right.Headers.Location?.OriginalString);
        Assert.Equal("/", elsewhere.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/register")]
    [InlineData("/article/no-such-article")]
    [InlineData("/no/such/page")]
    [InlineData("/site.css")]
    [InlineData("/feed.atom")]
    public async Task Every_answer_has_a_strict_content_security_policy(string path)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Matches("^style-src 'self' 'sha256-[A-Za-z0-9+/]{43}='$", Assert.Single(policy, part => part.StartsWith("style-src", StringComparison.Ordinal)));
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, part => part.Contains("unsafe", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/article/no-such-article")]
    [InlineData("/profile/no-such-user")]
    [InlineData("/?page=0")]
    [InlineData("/?page=1001")]
    [InlineData("/?page=two")]
    [InlineData("/no/such/page")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync(path, TestContext.Current.CancellationToken);
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Page not found", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task An_error_is_a_page_for_those_who_are_signed_in_too()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();
        var name = await visitor.SignUpByFormAsync();
        using var missing = await visitor.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        visitor.DefaultRequestHeaders.Add(FoobarNames.Headers.IdempotencyKey, $"key-of-{name}");
        using var published = await visitor.SubmitAsync("/editor", new() { ["Title"] = $"Once by {name}", ["Description"] = "About it", ["Body"] = "Text" });

        // What throws has its answer from another place than what is missing.
        using var thrown = await visitor.SubmitAsync("/editor", new() { ["Title"] = $"Twice by {name}", ["Description"] = "About it", ["Body"] = "Text" });

        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        foreach (var (answer, status, heading) in new[] { (missing, HttpStatusCode.NotFound, "Page not found"), (thrown, HttpStatusCode.UnprocessableEntity, "This did not work") })
        {
            Assert.Equal(status, answer.StatusCode);
            var page = await answer.ReadPageAsync();
            Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
            Assert.NotNull(page.QuerySelector("form[action='/logout'] input[name='form-token']"));
        }
    }

    private static void AssertSafe(string cookie, string sameSite)
    {
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        var attributes = cookie.Split("; ").Select(attribute => attribute.ToLowerInvariant()).ToArray();
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("path=/", attributes);
        Assert.Contains($"samesite={sameSite}", attributes);
    }
}

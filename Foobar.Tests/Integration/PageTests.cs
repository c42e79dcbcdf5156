using System.Net;
using System.Text.RegularExpressions;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The pages as a browser without JavaScript uses them: forms with their hidden token, cookies, redirects.</summary>
[Collection(ModelCollection.Name)]
public sealed partial class PageTests(SharedModel shared)
{
    [Fact]
    public async Task A_visitor_signs_up_publishes_and_reads_it_on_either_web()
    {
        var model = await shared.GetAsync();
        using var author = model.CreateVisitor();
        var name = $"user{Guid.NewGuid():N}"[..20];

        using var signedUp = await SubmitAsync(author, "/register", new() { ["Username"] = name, ["Email"] = $"{name}@example.org", ["Password"] = "correct horse" });
        using var published = await SubmitAsync(author, "/editor", new() { ["Title"] = $"Page of {name}", ["Description"] = "About it", ["Body"] = "**bold** <script>alert(1)</script>", ["TagList"] = "one, two" });

        Assert.Equal(HttpStatusCode.Redirect, signedUp.StatusCode);
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
        using var signedUp = await SubmitAsync(visitor, "/register", new() { ["Username"] = name, ["Email"] = $"{name}@example.org", ["Password"] = "correct horse" });

        var seen = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            using var home = await visitor.GetAsync("/", TestContext.Current.CancellationToken);
            Assert.Contains(name, await home.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            seen.Add(home.GetServedBy());
        }

        Assert.Equal(2, seen.Count);
        var cookie = Assert.Single(signedUp.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-foobar=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.PostAsync("/register", new FormUrlEncodedContent([new("Username", "x")]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_the_field_and_nothing_is_lost()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await SubmitAsync(visitor, "/register", new() { ["Username"] = "somebody", ["Email"] = "not an address", ["Password"] = "short" });
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("is not an e-mail address", page, StringComparison.Ordinal);
        Assert.Contains("is too short", page, StringComparison.Ordinal);
        Assert.Contains("value=\"somebody\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_has_a_strict_content_security_policy()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync("/", TestContext.Current.CancellationToken);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_page_is_a_page_that_says_so()
    {
        using var visitor = (await shared.GetAsync()).CreateVisitor();

        using var response = await visitor.GetAsync("/article/no-such-article", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Opens a page, fills its form by the ends of the fields' names, and sends it with its hidden fields.</summary>
    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, string path, Dictionary<string, string> values)
    {
        var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        var names = FieldNames().Matches(page).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        var form = values.ToDictionary(value => Assert.Single(names, name => name == value.Key || name.EndsWith($".{value.Key}", StringComparison.Ordinal)), value => value.Value);
        form["form-token"] = FormToken().Match(page).Groups["token"].Value;
        return await client.PostAsync(path, new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<(?:input|textarea)[^>]* name=\"(?<name>[^\"]+)\"")]
    private static partial Regex FieldNames();

    [GeneratedRegex("name=\"form-token\"[^>]* value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}

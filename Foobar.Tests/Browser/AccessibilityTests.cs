using Foobar.Tests.Support;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser;

/// <summary>Every page, on screens of all sizes, light and dark: usable by everybody, nothing cut off. Pictures of them are kept.</summary>
[Collection(ModelCollection.Name)]
public sealed class AccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("phone", ColorScheme.Light)]
    [InlineData("phone", ColorScheme.Dark)]
    [InlineData("desktop", ColorScheme.Light)]
    [InlineData("desktop", ColorScheme.Dark)]
    public async Task No_page_has_a_violation(string size, ColorScheme scheme)
    {
        await using var visitor = await browser.OpenAsync(Screen.Of(size, scheme));

        await foreach (var page in LookAroundAsync(visitor))
        {
            await visitor.AssertAccessibleAsync(page, RulesFor(scheme));
            await visitor.ShootAsync(page);
        }
    }

    [Fact]
    public async Task A_violation_is_found_and_named()
    {
        await using var visitor = await browser.OpenAsync(Screen.Of("desktop"));
        await visitor.GoAsync("/login");
        await visitor.Page.EvaluateAsync("document.documentElement.removeAttribute('lang')");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => visitor.AssertAccessibleAsync("sign-in"));

        Assert.Contains("sign-in: <html> element must have a lang attribute (<html", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small phone")]
    [InlineData("tablet")]
    public async Task Nothing_is_cut_off(string size)
    {
        await using var visitor = await browser.OpenAsync(Screen.Of(size));

        await foreach (var page in LookAroundAsync(visitor))
        {
            var wider = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(wider <= 0, $"{page} is {wider} pixels wider than the screen.");
            await visitor.ShootAsync(page);
        }
    }

    [Fact]
    public async Task The_first_key_leads_past_the_navigation()
    {
        await using var visitor = await browser.OpenAsync(Screen.Of("desktop"));
        await visitor.GoAsync("/");

        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Link("Skip to the content")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator("main")).ToBeFocusedAsync();
    }

    /// <summary>All rules, or those on colours alone, since the dark scheme changes nothing else.</summary>
    private static string[] RulesFor(ColorScheme scheme) => scheme == ColorScheme.Light ? [] : ["color-contrast", "link-in-text-block"];

    /// <summary>Opens one page after the other, first as a stranger and then signed in; says which one it is.</summary>
    private async IAsyncEnumerable<string> LookAroundAsync(BrowserVisitor visitor)
    {
        var (author, slug) = (browser.Cast.Author, browser.Cast.Slug);
        foreach (var (name, path) in new[]
        {
            ("home", "/"), ("tag", "/?tag=operations&page=2"), ("article", $"/article/{slug}"), ("profile", $"/profile/{author}"),
            ("sign-up", "/register"), ("sign-in", "/login"), ("not-found", "/no/such/page"),
        })
        {
            await visitor.GoAsync(path);
            yield return name;
        }

        await visitor.GoAsync("/register");
        await visitor.Field("Name").FillAsync(author);
        await visitor.Field("E-mail").FillAsync("nobody@example.org");
        await visitor.Field("Password").FillAsync("short");
        await visitor.Button("Sign up").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".error").First).ToBeVisibleAsync();
        yield return "sign-up-refused";

        await visitor.SignUpAsync();
        foreach (var (name, path) in new[] { ("feed-empty", "/feed"), ("home-signed-in", "/"), ("article-signed-in", $"/article/{slug}"), ("settings", "/settings") })
        {
            await visitor.GoAsync(path);
            yield return name;
        }

        await visitor.Page.Locator(".menu summary").ClickAsync();
        yield return "menu";

        await visitor.GoAsync("/editor");
        await visitor.Field("Title").FillAsync("What a quiet night costs");
        await visitor.Field("Text").FillAsync("# Before\n\nIt is *quiet*.\n\n## After\n\n- one\n- two");
        await visitor.Button("Preview").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#preview h2").First).ToBeVisibleAsync();
        yield return "editor";
    }
}

using System.Text.RegularExpressions;
using Foobar.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foobar.Tests.Browser;

/// <summary>What people do on the site, with and without JavaScript, on a phone and on a desktop.</summary>
[Collection(ModelCollection.Name)]
public sealed partial class JourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    public static TheoryData<string, bool> Ways => new() { { "phone", true }, { "phone", false }, { "desktop", true }, { "desktop", false } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_visitor_looks_around_reads_and_signs_up_to_answer(string size, bool scripts)
    {
        await using var visitor = await browser.OpenAsync(Screen.Of(size), scripts);
        var (page, cast) = (visitor.Page, browser.Cast);

        await visitor.GoAsync("/?tag=operations");
        await Expect(visitor.Heading("Articles about operations")).ToBeAttachedAsync();
        await visitor.Link("Older").ClickAsync();
        await Expect(page).ToHaveURLAsync(PageTwo());
        await visitor.Link("Newer").ClickAsync();
        await visitor.GoAsync($"/profile/{cast.Author}");
        await visitor.Link(cast.Title).ClickAsync();

        await Expect(visitor.Heading(cast.Title)).ToBeVisibleAsync();
        await Expect(page.GetByText("min read")).ToBeVisibleAsync();
        await Expect(page.Locator(".prose table")).ToBeVisibleAsync();
        await Expect(page.Locator(".comment")).ToHaveCountAsync(1);
        await Expect(page.Locator(".reading time").First).ToHaveTextAsync(scripts ? RelativeTime() : Day());

        await page.Locator(".comments").GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await visitor.FillSignUpAsync();
        await Expect(visitor.Heading(cast.Title)).ToBeVisibleAsync();
        await visitor.Field("Your comment").FillAsync("Once more, from here.");
        await visitor.Button("Comment").ClickAsync();
        await Expect(page.Locator(".comment").First).ToContainTextAsync("Once more, from here.");
        await Expect(visitor.Field("Your comment")).ToHaveValueAsync("");
        var comments = await page.Locator(".comment").CountAsync();
        await visitor.Button("Delete").ClickAsync();
        await Expect(page.Locator(".comment")).ToHaveCountAsync(comments - 1);

        await page.Locator("#favorite").ClickAsync();
        await Expect(page.Locator("#favorite")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Locator("#follow").ClickAsync();
        await Expect(page.Locator("#follow")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.GoAsync("/feed");
        await Expect(visitor.Link(cast.Title)).ToBeVisibleAsync();
        await visitor.ChooseAsync("Favourites");
        await Expect(visitor.Link(cast.Title)).ToBeVisibleAsync();
        await visitor.ChooseAsync("Sign out");
        await Expect(visitor.Link("Sign in").First).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_author_signs_up_writes_edits_and_deletes(string size, bool scripts)
    {
        await using var author = await browser.OpenAsync(Screen.Of(size), scripts);
        var page = author.Page;

        var name = await author.SignUpAsync();
        await author.Link("Write").ClickAsync();
        await author.Field("Title").FillAsync($"First words of {name}");
        await author.Field("Text").FillAsync("# Hello\n\nThis is *it*.");
        await author.Button("Preview").ClickAsync();
        await Expect(page.Locator("#preview em")).ToHaveTextAsync("it");
        await Expect(author.Field("Title")).ToHaveValueAsync($"First words of {name}");
        await author.Field("Description").FillAsync("They are few.");
        await author.Field("Tags").FillAsync("beginnings, notes");
        await author.Button("Publish").ClickAsync();
        await Expect(author.Heading($"First words of {name}")).ToBeVisibleAsync();
        await Expect(page.Locator(".prose em")).ToHaveTextAsync("it");

        await author.Link("Edit").ClickAsync();
        await Expect(author.Field("Text")).ToHaveValueAsync("# Hello\n\nThis is *it*.");
        await author.Field("Title").FillAsync($"Last words of {name}");
        await author.Button("Save").ClickAsync();
        await Expect(author.Heading($"Last words of {name}")).ToBeVisibleAsync();

        await author.ChooseAsync("Settings");
        await author.Field("About you").FillAsync("Somebody who tests.");
        await author.Button("Save").ClickAsync();
        await Expect(page.Locator(".profile .bio")).ToHaveTextAsync("Somebody who tests.");
        await author.Link($"Last words of {name}").ClickAsync();

        await author.Link("Delete").ClickAsync();
        await Expect(page.GetByText("Delete this article")).ToBeVisibleAsync();
        if (await page.Locator("#delete[open]").CountAsync() == 0)
            await page.GetByText("Delete this article").ClickAsync();
        await author.Button("Delete for good").ClickAsync();
        await Expect(author.Heading("Your first article")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_wrong_with_a_form_is_said_beside_the_field(bool scripts)
    {
        await using var visitor = await browser.OpenAsync(Screen.Of("phone"), scripts);

        await visitor.GoAsync("/register");
        await visitor.Field("Name").FillAsync(browser.Cast.Author);
        await visitor.Field("E-mail").FillAsync("nobody@example.org");
        await visitor.Field("Password").FillAsync("correct horse");
        await visitor.Button("Sign up").ClickAsync();

        await Expect(visitor.Field("Name")).ToHaveAccessibleDescriptionAsync(Taken());
        await Expect(visitor.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(visitor.Field("E-mail")).ToHaveValueAsync("nobody@example.org");
        if (scripts)
            await Expect(visitor.Field("Name")).ToBeFocusedAsync();
    }

    [GeneratedRegex(@"page=2$")]
    private static partial Regex PageTwo();

    [GeneratedRegex(@"^(just now|\d+ (minute|hour)s? ago)$")]
    private static partial Regex RelativeTime();

    [GeneratedRegex(@"^\d+ [A-Z][a-z]+ \d{4}$")]
    private static partial Regex Day();

    [GeneratedRegex("Name has already been taken")]
    private static partial Regex Taken();
}

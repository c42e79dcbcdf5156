using System.Text.RegularExpressions;
using Foobar.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foobar.Tests.Browser;

/// <summary>What the site does better with JavaScript.</summary>
[Collection(ModelCollection.Name)]
public sealed partial class ScriptTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_draft_outlives_the_page_and_goes_when_it_is_published()
    {
        await using var author = await browser.OpenAsync(Screen.Of("phone"));
        var page = author.Page;
        var name = await author.SignUpAsync();

        await author.GoAsync("/editor");
        await author.Field("Title").FillAsync($"Kept {name}");
        await author.Field("Text").FillAsync("Half a sent");
        await author.GoAsync("/");
        await author.GoAsync("/editor");
        await Expect(author.Field("Text")).ToHaveValueAsync("Half a sent");
        await Expect(page.Locator("#draft")).ToContainTextAsync("Your draft is back, as you left it just now.");

        await author.Button("Publish").ClickAsync();
        await Expect(author.Field("Text")).ToHaveValueAsync("Half a sent"); // the browser itself asks for the description
        await author.Field("Description").FillAsync("In one line");
        await author.Button("Publish").ClickAsync();
        await Expect(author.Heading($"Kept {name}")).ToBeVisibleAsync();
        await author.GoAsync("/editor");
        await Expect(author.Field("Title")).ToHaveValueAsync("");
        await Expect(page.Locator("#draft")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_draft_can_be_discarded()
    {
        await using var author = await browser.OpenAsync(Screen.Of("desktop"));
        await author.SignUpAsync();

        await author.GoAsync("/editor");
        await author.Field("Title").FillAsync("Never mind");
        await author.GoAsync("/editor");
        await author.Button("Discard it").ClickAsync();
        await Expect(author.Field("Title")).ToHaveValueAsync("");
        await author.GoAsync("/editor");

        await Expect(author.Field("Title")).ToHaveValueAsync("");
        await Expect(author.Page.Locator("#draft")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_small_form_answers_in_place_keeps_the_focus_and_says_what_it_has_done()
    {
        await using var reader = await browser.OpenAsync(Screen.Of("desktop"));
        var page = reader.Page;
        await reader.SignUpAsync();
        await reader.GoAsync($"/article/{browser.Cast.Slug}");
        await page.EvaluateAsync("window.isSamePage = true");

        await reader.Field("Your comment").FillAsync("Being written");
        await page.Locator("#favorite").ClickAsync();
        await Expect(page.Locator("#favorite")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("#favorite")).ToBeFocusedAsync();
        await Expect(reader.Field("Your comment")).ToHaveValueAsync("Being written");
        await reader.Button("Comment").ClickAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Your comment is there.");
        await Expect(page.Locator(".comment time").First).ToHaveTextAsync("just now");

        Assert.True(await page.EvaluateAsync<bool>("window.isSamePage === true"));
    }

    [Fact]
    public async Task What_gets_lost_on_the_way_is_sent_again_with_its_key_and_done_once()
    {
        await using var reader = await browser.OpenAsync(Screen.Of("phone"));
        var page = reader.Page;
        await reader.SignUpAsync();
        await reader.GoAsync($"/article/{browser.Cast.Slug}");
        var keys = new List<string>();
        await page.RouteAsync(CommentHandler(), async route =>
        {
            keys.Add(await route.Request.HeaderValueAsync("Idempotency-Key") ?? "none");
            // The first time the site does the work and the answer is lost; then it gets through.
            if (keys.Count > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("connectionreset");
        });

        var text = $"Only once {Guid.NewGuid():N}";
        await reader.Field("Your comment").FillAsync(text);
        await reader.Button("Comment").ClickAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Your comment is there.");

        Assert.Equal(2, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        await Expect(page.Locator(".comment", new() { HasText = text })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task When_the_site_does_not_answer_the_text_stays_and_that_is_said()
    {
        await using var reader = await browser.OpenAsync(Screen.Of("phone"));
        await reader.SignUpAsync();
        await reader.GoAsync($"/article/{browser.Cast.Slug}");
        await reader.Page.RouteAsync(CommentHandler(), route => route.FulfillAsync(new() { Status = 500, ContentType = "text/html", Body = "<h1>Something went wrong</h1>" }));

        await reader.Field("Your comment").FillAsync("Not lost");
        await reader.Button("Comment").ClickAsync();

        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Something went wrong. Nothing is lost here: try again in a moment.");
        await Expect(reader.Field("Your comment")).ToHaveValueAsync("Not lost");
    }

    [Fact]
    public async Task The_menu_closes_with_Escape_and_with_a_click_beside_it()
    {
        await using var reader = await browser.OpenAsync(Screen.Of("phone"));
        var menu = reader.Page.Locator(".menu");
        await reader.SignUpAsync();

        await menu.Locator("summary").ClickAsync();
        await Expect(menu).ToHaveAttributeAsync("open", "");
        await reader.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).Not.ToHaveAttributeAsync("open", "");
        await menu.Locator("summary").ClickAsync();
        await reader.Page.Locator("main").ClickAsync(new() { Position = new() { X = 5, Y = 5 } });
        await Expect(menu).Not.ToHaveAttributeAsync("open", "");
    }

    [GeneratedRegex(@"\?handler=Comment$")]
    private static partial Regex CommentHandler();
}

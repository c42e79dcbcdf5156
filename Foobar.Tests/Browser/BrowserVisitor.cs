using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Foobar.Tests.Support;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser;

/// <summary>Somebody with a browser. What the browser complains about, such as a breach of the content policy, fails the test at the end.</summary>
internal sealed class BrowserVisitor : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(() => new BundledAxeScriptProvider().GetScript());

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public BrowserVisitor(IBrowserContext context, IPage page, Screen screen)
    {
        (_context, Page, Screen) = (context, page, screen);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            // That a page is not found is for the test to judge.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _complaints.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    public Screen Screen { get; }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Heading(string text) => Page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true });

    /// <summary>Opens the menu of who is signed in, and follows a link of it or presses its button.</summary>
    public async Task ChooseAsync(string item)
    {
        await Page.Locator(".menu summary").ClickAsync();
        await Page.Locator(".menu li").GetByText(item, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Signs a new user up, and returns the name.</summary>
    public async Task<string> SignUpAsync()
    {
        await GoAsync("/register");
        return await FillSignUpAsync();
    }

    /// <summary>Signs a new user up with the form that is open, and returns the name.</summary>
    public async Task<string> FillSignUpAsync()
    {
        var name = $"user{Guid.NewGuid():N}"[..20];
        await Field("Name").FillAsync(name);
        await Field("E-mail").FillAsync($"{name}@example.org");
        await Field("Password").FillAsync("correct horse");
        await Button("Sign up").ClickAsync();
        await Assertions.Expect(Page.Locator(".menu")).ToBeVisibleAsync();
        return name;
    }

    /// <summary>Fails when somebody could not use the page, with what is wrong and where. <paramref name="rules"/> are axe's; without them it is all.</summary>
    /// <remarks>
    /// In one evaluation: the package's own way brings a description of all that is well to the test and back into a second page, which
    /// takes most of the time.
    /// </remarks>
    public async Task AssertAccessibleAsync(string page, params string[] rules)
    {
        await Page.EvaluateAsync(Axe.Value);
        var violations = await Page.EvaluateAsync<JsonElement>(
            """
            async rules => {
                const found = await axe.run(document, { resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: { type: "rule", values: rules } }) });
                return found.violations.map(violation => `${violation.help} (${violation.nodes.map(node => node.html).join(", ")})`);
            }
            """,
            rules);
        Assert.True(violations.GetArrayLength() == 0, $"{page}: {string.Join("; ", violations.EnumerateArray())}");
    }

    /// <summary>Keeps a picture of the whole page in <c>artifacts/browser</c>.</summary>
    public Task ShootAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(TestFolders.Pictures, $"{name}-{Screen}.png"), FullPage = true });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_complaints.IsEmpty, string.Join(Environment.NewLine, _complaints));
    }
}

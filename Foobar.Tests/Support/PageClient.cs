using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Foobar.Tests.Support;

/// <summary>Uses the pages as a browser without JavaScript does: it reads the page, fills a form in and sends it with its hidden fields.</summary>
internal static class PageClient
{
    /// <summary>The button of the page's main form.</summary>
    public const string MainButton = "main form button";

    /// <summary>GETs a page with status 200.</summary>
    public static async Task<IHtmlDocument> OpenAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {path} answered {(int)response.StatusCode}.");
        return await ReadPageAsync(response);
    }

    /// <summary>The answer as a page.</summary>
    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response)
    {
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Opens a page, fills fields by the ends of their names, and presses the button that the selector finds first.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string path, Dictionary<string, string>? values = null, string button = MainButton)
    {
        var page = await client.OpenAsync(path);
        var pressed = page.QuerySelector(button) as IHtmlButtonElement;
        Assert.True(pressed?.Form is not null, $"{path} has no form with the button '{button}'.");
        var fields = pressed.Form.QuerySelectorAll("input[name], textarea[name]").ToDictionary(
            field => field.GetAttribute("name")!, field => field is IHtmlTextAreaElement text ? text.Value : field.GetAttribute("value") ?? "");
        foreach (var (end, value) in values ?? [])
            fields[Assert.Single(fields.Keys, name => name == end || name.EndsWith($".{end}", StringComparison.Ordinal))] = value;
        if (pressed.Name is { Length: > 0 } name)
            fields[name] = pressed.Value;
        var action = pressed.GetAttribute("formaction") ?? pressed.Form.GetAttribute("action") ?? path;
        return await client.PostAsync(action, new FormUrlEncodedContent(fields), Token);
    }

    /// <summary>Signs a new user up with the form, and the client in by its cookies; returns the user's name.</summary>
    public static async Task<string> SignUpByFormAsync(this HttpClient client)
    {
        var name = $"user{Guid.NewGuid():N}"[..20];
        using var response = await client.SubmitAsync("/register", new() { ["Username"] = name, ["Email"] = $"{name}@example.org", ["Password"] = "correct horse" });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return name;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

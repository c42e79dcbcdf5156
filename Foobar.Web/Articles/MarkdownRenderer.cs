using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Html;

namespace Foobar.Web.Articles;

/// <summary>Turns an article's Markdown into HTML that is safe to show.</summary>
internal sealed class MarkdownRenderer
{
    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
        "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
    ];

    private static readonly string[] Attributes = ["alt", "colspan", "href", "lang", "rowspan", "src", "start", "title"];
    private static readonly string[] Schemes = ["http", "https", "mailto"];
    private static readonly string[] AddressAttributes = ["href", "src"];

    private readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoLinks()
        .UseEmphasisExtras()
        .UseDefinitionLists()
        .Build();

    private readonly HtmlSanitizer _sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
        AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>(Schemes, StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(AddressAttributes, StringComparer.OrdinalIgnoreCase),
    });

    public MarkdownRenderer()
    {
        _sanitizer.PostProcessNode += (_, processed) => Complete(processed.Node);
        _sanitizer.PostProcessDom += (_, processed) => HeadingOutline.Apply(processed.Document);
    }

    /// <summary>The text as HTML, without scripts, styles and frames, and with links that give no weight to where they lead.</summary>
    public IHtmlContent Render(string markdown) => new HtmlString(_sanitizer.Sanitize(Markdown.ToHtml(markdown, _pipeline)));

    private static void Complete(INode node)
    {
        if (node is not IElement element)
            return;
        switch (element.LocalName)
        {
            case "a":
                element.SetAttribute("rel", "nofollow ugc noopener");
                break;
            case "img":
                element.SetAttribute("loading", "lazy");
                if (!element.HasAttribute("alt"))
                    element.SetAttribute("alt", "");
                break;
            case "pre" or "table":
                // May be wider than the page, and then it is scrolled: with the keyboard, too.
                element.SetAttribute("tabindex", "0");
                break;
        }
    }
}

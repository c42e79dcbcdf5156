using AngleSharp.Html.Parser;
using Foobar.Web.Articles;

namespace Foobar.Tests.Unit.Articles;

public sealed class MarkdownRendererTests
{
    private readonly MarkdownRenderer _renderer = new();

    [Theory]
    [InlineData("# a", "h2")]
    [InlineData("### a\n### b", "h2 h2")]
    [InlineData("# a\n### b\n## c\n# d", "h2 h3 h3 h2")]
    [InlineData("#### a\n##### b\n## c", "h2 h3 h2")]
    [InlineData("<h1>a</h1>\n\n<h4>b</h4>", "h2 h3")]
    [InlineData("# a\n## b\n### c\n#### d\n##### e\n###### f", "h2 h3 h4 h5 h6 h6")]
    public void Headings_come_below_the_title_one_level_after_the_other(string markdown, string expected)
    {
        var page = new HtmlParser().ParseDocument(Render(markdown));

        Assert.Equal(expected, string.Join(' ', page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<a href=\"data:text/html,x\">x</a>")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>")]
    [InlineData("<p style=\"position:fixed\" class=\"alert\" id=\"content\">x</p>")]
    [InlineData("<form action=\"/logout\"><button>x</button></form>")]
    [InlineData("<svg><animate onbegin=alert(1)></svg>")]
    public void What_could_act_or_disguise_itself_is_gone(string markdown)
    {
        var page = new HtmlParser().ParseDocument(Render(markdown));

        Assert.Empty(page.QuerySelectorAll("script, iframe, form, button, svg, [style], [class], [id], [onerror], [onbegin]"));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.Null(link.GetAttribute("href")));
    }

    [Fact]
    public void Links_pictures_and_wide_things_get_what_they_need()
    {
        var page = new HtmlParser().ParseDocument(Render("[x](https://example.org) <img src=\"https://example.org/x.png\">\n\n```\ncode\n```\n\n| a |\n|---|\n| b |\n"));

        Assert.Equal("nofollow ugc noopener", page.QuerySelector("a")!.GetAttribute("rel"));
        Assert.Equal(("", "lazy"), (page.QuerySelector("img")!.GetAttribute("alt"), page.QuerySelector("img")!.GetAttribute("loading")));
        Assert.Equal("0", page.QuerySelector("pre")!.GetAttribute("tabindex"));
        Assert.Equal("0", page.QuerySelector("table")!.GetAttribute("tabindex"));
    }

    private string Render(string markdown) => _renderer.Render(markdown).ToString()!;
}

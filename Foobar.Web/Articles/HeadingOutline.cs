using AngleSharp.Html.Dom;

namespace Foobar.Web.Articles;

/// <summary>Puts the headings of an article below the page's own, one level after the other, whatever levels its author chose.</summary>
internal static class HeadingOutline
{
    private const int Deepest = 6;

    /// <summary>Renames the headings of the document.</summary>
    public static void Apply(IHtmlDocument document)
    {
        var open = new Stack<int>();
        foreach (var heading in document.QuerySelectorAll("h1, h2, h3, h4, h5, h6").ToArray())
        {
            var level = heading.LocalName[1] - '0';
            while (open.TryPeek(out var above) && above >= level)
                open.Pop();
            open.Push(level);
            // The page's title is the first level.
            var renamed = document.CreateElement($"h{Math.Min(open.Count + 1, Deepest)}");
            foreach (var attribute in heading.Attributes)
                renamed.SetAttribute(attribute.Name, attribute.Value);
            renamed.Append([.. heading.ChildNodes]);
            heading.Replace(renamed);
        }
    }
}

using System.Globalization;
using System.Text;
using Bogus;

namespace Foobar.Database.Seed.Content;

/// <summary>Puts phrases together; the same source of randomness makes the same text.</summary>
internal sealed class Prose(Faker faker)
{
    private Randomizer Random => faker.Random;

    /// <summary>Something to write about; the first topics come most often.</summary>
    public Theme PickTheme()
    {
        // The smaller of two numbers is twice as often in the first half.
        var topic = Topic.All[Math.Min(Random.Int(0, Topic.All.Length - 1), Random.Int(0, Topic.All.Length - 1))];
        var subjects = Random.ArrayElements(topic.Subjects, 2);
        return new Theme(topic, subjects[0], subjects[1]);
    }

    public string Title(Theme theme) => Pick(Phrases.Titles, theme);

    public string Description(Theme theme) => Pick(Phrases.Descriptions, theme);

    public string Bio() => Pick(Phrases.Bios, PickTheme());

    /// <summary>One to three sentences, now and then in two paragraphs.</summary>
    public string Comment(Theme theme)
    {
        var sentences = Random.ArrayElements(Phrases.Comments, Random.ArrayElement([1, 1, 1, 2, 2, 3])).Select(sentence => Fill(sentence, theme));
        return string.Join(Random.Bool(0.15f) ? "\n\n" : " ", sentences);
    }

    /// <summary>A text in Markdown of some hundred words, sometimes some thousand.</summary>
    /// <param name="theme">What it is about.</param>
    /// <param name="links">Titles and addresses that it may link to.</param>
    public string Article(Theme theme, IReadOnlyList<(string Title, string Address)> links)
    {
        var text = new StringBuilder();
        AddParagraphs(text, theme, 1, 3);
        var headings = Random.ArrayElements(Phrases.Headings, Random.ArrayElement([0, 1, 2, 2, 3, 3, 4, 5, 7]));
        foreach (var heading in headings)
        {
            Add(text, $"{(Random.Bool(0.85f) ? "##" : "###")} {Fill(heading, theme)}");
            AddParagraphs(text, theme, 1, 4);
            AddFigure(text, theme);
        }
        foreach (var (title, address) in links)
            Add(text, $"See also: [{title}]({address}).");
        AddParagraphs(text, theme, 1, 2);
        return text.ToString();
    }

    private void AddParagraphs(StringBuilder text, Theme theme, int atLeast, int atMost)
    {
        for (var count = Random.Int(atLeast, atMost); count > 0; count--)
            Add(text, string.Join(' ', Random.ArrayElements(Phrases.Sentences, Random.Int(2, 6)).Select(sentence => Fill(sentence, theme))));
    }

    /// <summary>What stands between paragraphs: a list, steps, a quote, a table or code; often nothing.</summary>
    private void AddFigure(StringBuilder text, Theme theme)
    {
        switch (Random.Int(0, 9))
        {
            case 0 or 1:
                Add(text, string.Join('\n', Points(theme).Select(point => $"- {point}")));
                break;
            case 2:
                Add(text, string.Join('\n', Points(theme).Select((point, index) => $"{index + 1}. {point}")));
                break;
            case 3 or 4:
                Add(text, $"> {Pick(Phrases.Quotes, theme)}\n>\n> — {faker.Name.FullName()}");
                break;
            case 5:
                Add(text, $"| {theme.Subject} | {theme.Other} |\n|---|---|\n| {Random.Int(2, 90)} | {Random.Int(2, 90)} |\n| {faker.Address.City()} | {faker.Address.City()} |");
                break;
            case 6 or 7 when theme.Topic.HasCode:
                var (language, code) = Random.ArrayElement(Phrases.Code);
                Add(text, $"```{language}\n{Fill(code, theme)}\n```");
                break;
        }
    }

    private IEnumerable<string> Points(Theme theme) => Random.ArrayElements(Phrases.Points, Random.Int(3, 6)).Select(point => Fill(point, theme));

    private string Pick(string[] phrases, Theme theme) => Fill(Random.ArrayElement(phrases), theme);

    private string Fill(string phrase, Theme theme)
    {
        if (!phrase.Contains('{', StringComparison.Ordinal))
            return phrase;
        var text = new StringBuilder(phrase)
            .Replace("{subject}", theme.Subject).Replace("{Subject}", Capital(theme.Subject))
            .Replace("{other}", theme.Other);
        if (phrase.Contains("{number}", StringComparison.Ordinal))
            text.Replace("{number}", Random.Int(4, 31).ToString(CultureInfo.InvariantCulture));
        if (phrase.Contains("{time}", StringComparison.Ordinal))
            text.Replace("{time}", Random.ArrayElement(Phrases.Times));
        if (phrase.Contains("{place}", StringComparison.Ordinal))
            text.Replace("{place}", faker.Address.City());
        if (phrase.Contains("{person}", StringComparison.Ordinal))
            text.Replace("{person}", faker.Name.FirstName());
        return text.ToString();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static void Add(StringBuilder text, string block) => text.Append(text.Length > 0 ? "\n\n" : "").Append(block);
}

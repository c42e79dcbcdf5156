using System.Globalization;
using System.Text;

namespace Aspire.Dashboard.Console;

/// <summary>Splits the lines of one log into pieces of one style each. A style lasts until it is changed, over lines too, as on a terminal.</summary>
/// <remarks>Other escape sequences (cursor moves, titles, links) and control characters are left out. The pieces are plain text, not markup.</remarks>
internal sealed class AnsiParser
{
    private const char Escape = '\u001b';

    private AnsiStyle _style;

    public IReadOnlyList<AnsiSpan> Parse(ReadOnlySpan<char> line)
    {
        var spans = new List<AnsiSpan>();
        var text = new StringBuilder(line.Length);
        while (!line.IsEmpty)
        {
            if (line[0] == Escape)
            {
                var length = MeasureSequence(line);
                if (line is [Escape, '[', ..] && line[length - 1] == 'm')
                {
                    Flush(text, spans);
                    _style = _style.Apply(ReadCodes(line[2..(length - 1)]));
                }
                line = line[length..];
                continue;
            }
            if (line[0] == '\t' || !char.IsControl(line[0]))
                text.Append(line[0]);
            line = line[1..];
        }
        Flush(text, spans);
        return spans;
    }

    /// <summary>Leaves out the escape sequences and control characters of a line.</summary>
    public static string Strip(ReadOnlySpan<char> line) => string.Concat(new AnsiParser().Parse(line).Select(span => span.Text));

    private void Flush(StringBuilder text, List<AnsiSpan> spans)
    {
        if (text.Length == 0)
            return;
        spans.Add(_style.ToSpan(text.ToString()));
        text.Clear();
    }

    /// <summary>The length of the sequence at the start of the text; one that is cut off reaches to the end.</summary>
    private static int MeasureSequence(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
            return text.Length;
        switch (text[1])
        {
            case '[':
                // Parameters, then one final byte.
                var final = text[2..].IndexOfAnyInRange('@', '~');
                return final < 0 ? text.Length : final + 3;
            case ']':
                // Ends with a bell or with escape and backslash.
                var end = text[2..].IndexOfAny('\a', Escape);
                if (end < 0)
                    return text.Length;
                return text[end + 2] == '\a' ? end + 3 : Math.Min(end + 4, text.Length);
            default:
                return 2;
        }
    }

    private static int[] ReadCodes(ReadOnlySpan<char> parameters)
    {
        var codes = new List<int>();
        foreach (var range in parameters.SplitAny(';', ':'))
            codes.Add(int.TryParse(parameters[range], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0);
        return [.. codes];
    }
}

using System.Globalization;

namespace Aspire.Dashboard.Console;

/// <summary>The style that the codes so far have set. A colour is a number of the 256 or a <c>#rrggbb</c>.</summary>
internal readonly record struct AnsiStyle
{
    private const int NamedColors = 16;

    public bool Bold { get; init; }

    public bool Dim { get; init; }

    public bool Italic { get; init; }

    public bool Underline { get; init; }

    public bool Strike { get; init; }

    public bool Inverse { get; init; }

    public string? Foreground { get; init; }

    public string? Background { get; init; }

    /// <summary>The style after a "select graphic rendition" sequence; codes that are not known are passed over.</summary>
    public AnsiStyle Apply(ReadOnlySpan<int> codes)
    {
        var style = this;
        for (var i = 0; i < codes.Length; i++)
        {
            var code = codes[i];
            style = code switch
            {
                0 => default,
                1 => style with { Bold = true },
                2 => style with { Dim = true },
                3 => style with { Italic = true },
                4 => style with { Underline = true },
                7 => style with { Inverse = true },
                9 => style with { Strike = true },
                22 => style with { Bold = false, Dim = false },
                23 => style with { Italic = false },
                24 => style with { Underline = false },
                27 => style with { Inverse = false },
                29 => style with { Strike = false },
                >= 30 and <= 37 => style with { Foreground = Number(code - 30) },
                38 => style with { Foreground = ReadColor(codes, ref i) ?? style.Foreground },
                39 => style with { Foreground = null },
                >= 40 and <= 47 => style with { Background = Number(code - 40) },
                48 => style with { Background = ReadColor(codes, ref i) ?? style.Background },
                49 => style with { Background = null },
                >= 90 and <= 97 => style with { Foreground = Number(code - 90 + 8) },
                >= 100 and <= 107 => style with { Background = Number(code - 100 + 8) },
                _ => style,
            };
        }
        return style;
    }

    public AnsiSpan ToSpan(string text)
    {
        var (foreground, background) = Inverse ? (Background, Foreground) : (Foreground, Background);
        var classes = string.Join(' ', new[]
        {
            Bold ? "bold" : null,
            Dim ? "dim" : null,
            Italic ? "italic" : null,
            Underline ? "underline" : null,
            Strike ? "strike" : null,
            Inverse ? "inverse" : null,
            IsNamed(foreground) ? $"f{foreground}" : null,
            IsNamed(background) ? $"b{background}" : null,
        }.Where(name => name is not null));
        return new AnsiSpan(text, classes.Length == 0 ? null : classes, Exact(foreground), Exact(background));
    }

    private static string Number(int color) => color.ToString(CultureInfo.InvariantCulture);

    private static bool IsNamed(string? color) => color is not null and not ['#', ..];

    private static string? Exact(string? color) => color is ['#', ..] ? color : null;

    /// <summary>Reads <c>5;n</c> or <c>2;r;g;b</c> after a 38 or 48, and leaves the index at its last number.</summary>
    private static string? ReadColor(ReadOnlySpan<int> codes, ref int index)
    {
        var rest = codes[(index + 1)..];
        if (rest is [5, var number, ..])
        {
            index += 2;
            return number switch
            {
                < 0 or > 255 => null,
                < NamedColors => Number(number),
                < 232 => Hex(Level((number - NamedColors) / 36), Level((number - NamedColors) / 6 % 6), Level((number - NamedColors) % 6)),
                _ => Hex(8 + ((number - 232) * 10), 8 + ((number - 232) * 10), 8 + ((number - 232) * 10)),
            };
        }
        if (rest is [2, var red, var green, var blue, ..])
        {
            index += 4;
            return Hex(red, green, blue);
        }
        index = codes.Length;
        return null;
    }

    private static int Level(int step) => step == 0 ? 0 : 55 + (step * 40);

    private static string Hex(int red, int green, int blue) =>
        string.Create(CultureInfo.InvariantCulture, $"#{Math.Clamp(red, 0, 255):x2}{Math.Clamp(green, 0, 255):x2}{Math.Clamp(blue, 0, 255):x2}");
}

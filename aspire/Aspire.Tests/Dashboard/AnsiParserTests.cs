extern alias dashboard;

using dashboard::Aspire.Dashboard.Console;

namespace Aspire.Tests.Dashboard;

public sealed class AnsiParserTests
{
    /// <summary>E stands for the escape character; the pieces are written as <c>text[classes][foreground][background]</c>.</summary>
    [Theory]
    [InlineData("plain", "plain[][][]")]
    [InlineData("", "")]
    [InlineData("E[1mbold E[22mnot", "bold [bold][][]|not[][][]")]
    [InlineData("E[31;42mboth", "both[f1 b2][][]")]
    [InlineData("E[91mbright E[39mnone", "bright [f9][][]|none[][][]")]
    [InlineData("E[103mbright E[49mnone", "bright [b11][][]|none[][][]")]
    [InlineData("E[7;31minverse", "inverse[inverse b1][][]")]
    [InlineData("E[3;4;9;2mall", "all[dim italic underline strike][][]")]
    [InlineData("E[38;5;3mnamed", "named[f3][][]")]
    [InlineData("E[38;5;196mcube", "cube[][#ff0000][]")]
    [InlineData("E[48;5;232mgrey", "grey[][][#080808]")]
    [InlineData("E[38;2;1;2;300mexact", "exact[][#0102ff][]")]
    [InlineData("E[38:5:3mcolons", "colons[f3][][]")]
    [InlineData("E[38;5;999mout of range", "out of range[][][]")]
    [InlineData("E[31mred E[mreset", "red [f1][][]|reset[][][]")]
    [InlineData("E[31mred E[77munknown", "red [f1][][]|unknown[f1][][]")]
    [InlineData("aE[2Kb", "ab[][][]")]
    [InlineData("aE]0;title\ab", "ab[][][]")]
    [InlineData("aE]8;;http://xE\\link", "alink[][][]")]
    [InlineData("aE[31", "a[][][]")]
    [InlineData("aE", "a[][][]")]
    [InlineData("a\tb\rc\0", "a\tbc[][][]")]
    [InlineData("<script>", "<script>[][][]")]
    public void A_line_becomes_pieces_of_one_style_each(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', new AnsiParser().Parse(WithEscapes(line)).Select(span => $"{span.Text}[{span.Classes}][{span.Foreground}][{span.Background}]")));

    [Fact]
    public void A_style_lasts_over_lines_until_it_is_changed()
    {
        var parser = new AnsiParser();
        parser.Parse(WithEscapes("E[32mgreen"));
        Assert.Equal("f2", Assert.Single(parser.Parse("still")).Classes);
        Assert.Null(Assert.Single(parser.Parse(WithEscapes("E[0mover"))).Classes);
    }

    [Fact]
    public void A_line_can_be_had_as_plain_text() => Assert.Equal("red and plain", AnsiParser.Strip(WithEscapes("E[31mred E[0mand E[1mplain")));

    [Theory]
    [InlineData("2026-01-31T12:34:56.1234567Z text", "2026-01-31T12:34:56.1234567Z", "text")]
    [InlineData("2026-01-31T12:34:56.1234567Z ", "2026-01-31T12:34:56.1234567Z", "")]
    [InlineData("2026-99-31T12:34:56.1234567Z text", null, "2026-99-31T12:34:56.1234567Z text")]
    [InlineData("no time at all, but longer than one", null, "no time at all, but longer than one")]
    [InlineData("short", null, "short")]
    public void The_time_is_taken_off_the_front_of_a_line(string line, string? time, string text) => Assert.Equal((time, text), ConsoleText.Split(line));

    private static string WithEscapes(string line) => line.Replace('E', '\u001b');
}

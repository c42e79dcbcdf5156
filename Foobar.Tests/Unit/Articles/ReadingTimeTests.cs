using Foobar.Web.Articles;

namespace Foobar.Tests.Unit.Articles;

public sealed class ReadingTimeTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("word ", 230, 1)]
    [InlineData("word ", 345, 2)]
    [InlineData("don't well-known, ", 1150, 10)]
    [InlineData("слово ", 2300, 10)]
    [InlineData("中文。", 230, 1)]
    [InlineData("中文。", 2300, 10)]
    [InlineData("ไทย", 1533, 10)]
    public void Minutes_of_a_text_that_is_repeated(string text, int times, int minutes)
    {
        Assert.Equal(minutes, ReadingTime.Minutes(string.Concat(Enumerable.Repeat(text, times))));
    }
}

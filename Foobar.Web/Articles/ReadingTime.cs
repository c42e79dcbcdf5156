namespace Foobar.Web.Articles;

/// <summary>Estimates how long a text takes to read.</summary>
internal static class ReadingTime
{
    private const int WordsAMinute = 230;

    // Scripts without blanks between words: an ideograph or a syllable takes about as long as half a word.
    private const int DenseCharactersAWord = 2;

    /// <summary>Whole minutes, at least one.</summary>
    public static int Minutes(string text)
    {
        var words = 0;
        var dense = 0;
        var inWord = false;
        foreach (var character in text)
        {
            if (IsDense(character))
            {
                dense++;
                inWord = false;
                continue;
            }
            var isLetter = char.IsLetterOrDigit(character);
            if (isLetter && !inWord)
                words++;
            // An apostrophe or a hyphen does not end a word.
            inWord = isLetter || (inWord && character is '\'' or '’' or '-');
        }
        return Math.Max(1, (int)Math.Round((words + dense / (double)DenseCharactersAWord) / WordsAMinute, MidpointRounding.AwayFromZero));
    }

    private static bool IsDense(char character) => character is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\u0e00' and <= '\u0e7f');
}

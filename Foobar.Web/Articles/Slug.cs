using System.Globalization;
using System.Text;

namespace Foobar.Web.Articles;

/// <summary>Makes the name of an article in addresses out of its title.</summary>
internal static class Slug
{
    /// <summary>Characters of a slug at most, without the suffix that tells it from another one.</summary>
    public const int Length = 100;

    private const int SuffixLength = 6;
    private const string SuffixAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    // A path of the API that would hide an article with this slug.
    private const string Reserved = "feed";

    /// <summary>Letters and digits of any script in lower case, with single hyphens for what is between them.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        var count = 0;
        var pending = false;
        foreach (var rune in title.EnumerateRunes())
        {
            if (!BelongsToWord(rune, slug.Length > 0 && !pending))
            {
                pending = slug.Length > 0 && (pending || rune.Value is not ('\'' or '’'));
                continue;
            }
            count += pending ? 2 : 1;
            if (count > Length)
                break;
            if (pending)
                slug.Append('-');
            slug.Append(Rune.ToLowerInvariant(rune));
            pending = false;
        }
        return slug.Length > 0 ? slug.ToString() : "article";
    }

    /// <summary>The slug of this title to try: plain at first, with a random suffix when that one is taken.</summary>
    public static string Candidate(string title, int attempt, Random random)
    {
        var slug = Of(title);
        return attempt == 0 && slug != Reserved ? slug : $"{slug}-{new string(random.GetItems<char>(SuffixAlphabet, SuffixLength))}";
    }

    private static bool BelongsToWord(Rune rune, bool afterLetter) =>
        // Vowel signs and accents of many scripts are marks that follow their letter.
        Rune.IsLetterOrDigit(rune)
        || (afterLetter && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}

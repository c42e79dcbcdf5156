using System.Globalization;

namespace Foobar.Web.Serving;

/// <summary>What caches may do with an answer that is the same for everybody.</summary>
internal static class SharedCaching
{
    // As long as the gateways can show something while no web answers.
    private const int SecondsIfError = 600;

    /// <summary>
    /// <c>Cache-Control</c> of an answer that shared caches may show for this many seconds, for as many more while they ask for a newer one, and for ten minutes when
    /// there is none to be had. Browsers ask every time, and are mostly told 304.
    /// </summary>
    public static string For(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}, stale-if-error={SecondsIfError}");
}

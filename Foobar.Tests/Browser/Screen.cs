using System.Globalization;
using Microsoft.Playwright;

namespace Foobar.Tests.Browser;

/// <summary>What a visitor looks at the site with.</summary>
internal sealed record Screen(int Width, int Height, ColorScheme Scheme)
{
    /// <summary>The size of this name.</summary>
    public static Screen Of(string name, ColorScheme scheme = ColorScheme.Light) => name switch
    {
        "small phone" => new Screen(320, 640, scheme),
        "phone" => new Screen(360, 740, scheme),
        "tablet" => new Screen(768, 1024, scheme),
        "desktop" => new Screen(1280, 800, scheme),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There are: small phone, phone, tablet, desktop."),
    };

    /// <summary>For the names of files.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}-{Scheme.ToString().ToLowerInvariant()}");
}

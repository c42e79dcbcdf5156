namespace Foobar.Web.Serving;

/// <summary>The site as the world knows it; configuration section <c>Site</c>.</summary>
internal sealed class SiteOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Site";

    /// <summary>The address that links from outside use, whatever the host of a request says; default <c>https://www.foobar.com</c>.</summary>
    public Uri Address { get; set; } = new("https://www.foobar.com");

    /// <summary>The whole address of a path on this site.</summary>
    public string Link(string path) => new Uri(Address, path).AbsoluteUri;
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Foobar.Web.Serving;

/// <summary>The style sheet as a part of the page, for who comes without credentials: most of them have no file of ours yet, and see the page a round trip earlier.</summary>
internal sealed class StyleSheet
{
    /// <summary>Reads what the build made of it.</summary>
    /// <exception cref="FileNotFoundException">The site's files are not beside the program.</exception>
    public StyleSheet(IWebHostEnvironment environment)
    {
        using var reader = new StreamReader(environment.WebRootFileProvider.GetFileInfo("site.css").CreateReadStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        Text = new HtmlString(text);
        Source = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }

    /// <summary>What stands in the element <c>style</c>, as it is.</summary>
    public HtmlString Text { get; }

    /// <summary>What a content security policy calls it: by its hash, so that no other style can be in its place.</summary>
    public string Source { get; }
}

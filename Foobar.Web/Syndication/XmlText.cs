using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Foobar.Web.Syndication;

/// <summary>Writes XML that every reader takes.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>A line of text without the two characters that XML cannot have; control characters are in no line anyway.</summary>
    public static string Clean(string line) => line.Replace("\uFFFE", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal);

    /// <summary>The document of this root in UTF-8.</summary>
    public static byte[] Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
            root.Save(writer);
        return stream.ToArray();
    }
}

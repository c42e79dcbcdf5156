using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Foobar.Gateway.Maintenance;

/// <summary>The page for when no web is there: one file with all that it needs, and the policy that allows its style and nothing else.</summary>
internal static class MaintenancePage
{
    /// <summary>The page in UTF-8.</summary>
    public static byte[] Content { get; } = Load();

    /// <summary>The page's Content-Security-Policy.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{HashOfStyle()}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static byte[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("maintenance.html")!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static string HashOfStyle()
    {
        const string begin = "<style>", end = "</style>";
        var html = Encoding.UTF8.GetString(Content);
        var from = html.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[from..html.IndexOf(end, StringComparison.Ordinal)])));
    }
}

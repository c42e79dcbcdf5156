using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SiteSpeed;

/// <summary>What a browser fetches that sees the home page for the first time: the page, and the files that it and its style sheets name.</summary>
internal sealed partial record FirstVisit(IReadOnlyList<FetchedFile> Files, int BlockingScripts)
{
    [SuppressMessage("Security", "CA5359", Justification = "Only the model's own gateway is asked, with its development certificate.")]
    public static async Task<FirstVisit> MakeAsync(Uri site, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } });
        using var reader = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        });
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        var page = await reader.GetStringAsync(site, cancellationToken);
        var files = new List<FetchedFile> { await FetchAsync(browser, site, cancellationToken) };
        var named = LoadedFile().Matches(page).Select(match => match.Groups["address"].Value).ToList();
        named.AddRange(SheetFile().Matches(page).Select(match => match.Groups["address"].Value));
        foreach (var sheet in named.Where(address => address.Contains(".css", StringComparison.Ordinal)).ToArray())
        {
            var address = new Uri(site, sheet);
            named.AddRange(SheetFile().Matches(await reader.GetStringAsync(address, cancellationToken)).Select(match => new Uri(address, match.Groups["address"].Value).AbsolutePath));
        }
        foreach (var address in named.Select(address => new Uri(site, address)).Distinct())
            files.Add(await FetchAsync(browser, address, cancellationToken));
        return new FirstVisit(files, BlockingScript().Count(page));
    }

    private static async Task<FetchedFile> FetchAsync(HttpClient browser, Uri address, CancellationToken cancellationToken)
    {
        using var response = await browser.GetAsync(address, cancellationToken);
        var content = response.EnsureSuccessStatusCode().Content;
        return new FetchedFile(address.PathAndQuery, string.Join(", ", content.Headers.ContentEncoding), (await content.ReadAsByteArrayAsync(cancellationToken)).Length);
    }

    [GeneratedRegex("""<(?:link[^>]* rel="(?:stylesheet|icon|preload|modulepreload)"[^>]* href|script[^>]* src|img[^>]* src)="(?<address>[^"]+)""")]
    private static partial Regex LoadedFile();

    [GeneratedRegex("""url\(["']?(?!data:)(?<address>[^"')]+)["']?\)""")]
    private static partial Regex SheetFile();

    [GeneratedRegex("""<script(?![^>]*(?: defer| async| type="(?:module|application/)))[^>]*>""")]
    private static partial Regex BlockingScript();
}

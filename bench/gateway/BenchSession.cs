using GatewaySpeed.Machine;
using GatewaySpeed.Model;
using GatewaySpeed.Peers;
using GatewaySpeed.Works;

namespace GatewaySpeed;

/// <summary>A run from its folder to its figures: first what needs webs that cost nothing, then what needs the site. All that it starts and makes is gone at the end.</summary>
internal static class BenchSession
{
    public static async Task<IReadOnlyList<Comparison>> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("foobar-gateway-").FullName;
        try
        {
            var certificate = ServerCertificate.Create(folder, Site.Host);
            var comparisons = new List<Comparison>();
            if (options.Works.Where(work => !work.NeedsSite).ToArray() is { Length: > 0 } works)
                comparisons.AddRange(await RunWithBackendsAsync(options, works, folder, certificate, progress, cancellationToken));
            if (options.Works.Where(work => work.NeedsSite).ToArray() is { Length: > 0 } worksOfSite)
                comparisons.AddRange(await RunWithSiteAsync(options, worksOfSite, folder, certificate, progress, cancellationToken));
            return comparisons;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Comparison>> RunWithBackendsAsync(
        BenchOptions options, Work[] works, string folder, ServerCertificate certificate, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var first = await Backend.StartAsync(Path.Combine(folder, "web-1"), cancellationToken);
        await using var second = await Backend.StartAsync(Path.Combine(folder, "web-2"), cancellationToken);
        return await new BenchRun(options, works, new Site(folder, certificate, [first, second]), progress).RunAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Comparison>> RunWithSiteAsync(
        BenchOptions options, Work[] works, string folder, ServerCertificate certificate, TextWriter progress, CancellationToken cancellationToken)
    {
        progress.WriteLine("The site starts and is seeded.");
        await using var site = await RunningSite.StartAsync(cancellationToken);
        return await new BenchRun(options, works, site.For(folder, certificate), progress).RunAsync(cancellationToken);
    }
}

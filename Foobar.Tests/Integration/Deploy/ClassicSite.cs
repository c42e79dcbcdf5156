using Foobar.Tests.Support;
using GatewaySpeed.Machine;
using GatewaySpeed.Peers;

namespace Foobar.Tests.Integration.Deploy;

/// <summary>The chain of <c>deploy/vm/classic</c> with the real programs: HAProxy, an nginx for each web, and two webs.</summary>
internal sealed class ClassicSite : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Peer _chain;

    private ClassicSite(string folder, Peer chain, ClassicWeb[] webs)
    {
        _folder = folder;
        _chain = chain;
        Webs = webs;
        Visitor = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{chain.HttpPort}") };
        Visitor.DefaultRequestHeaders.Host = Site.Host;
    }

    /// <summary>The two webs.</summary>
    public IReadOnlyList<ClassicWeb> Webs { get; }

    /// <summary>Comes in through HAProxy.</summary>
    public HttpClient Visitor { get; }

    /// <summary>Starts it; without the programs, which root on Debian installs, the test is skipped, or fails in CI.</summary>
    public static async Task<ClassicSite> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PackageInstallation.RunAsync(() => Tools.InstallAsync(["haproxy", "nginx", "taskset"], isShown: false, cancellationToken), cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", exception.Message);
            throw;
        }
        var folder = Directory.CreateTempSubdirectory("foobar-classic-").FullName;
        ClassicWeb[] webs = [await ClassicWeb.StartAsync("web-1", cancellationToken), await ClassicWeb.StartAsync("web-2", cancellationToken)];
        var site = new Site(folder, ServerCertificate.Create(folder, Site.Host), webs) { ReadyPath = "/name" };
        try
        {
            return new ClassicSite(folder, await Peer.StartAsync(ClassicChain.Plain, site, cancellationToken), webs);
        }
        catch
        {
            await RemoveAsync(folder, webs);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await _chain.DisposeAsync();
        await RemoveAsync(_folder, Webs);
    }

    private static async Task RemoveAsync(string folder, IEnumerable<ClassicWeb> webs)
    {
        foreach (var web in webs)
            await web.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

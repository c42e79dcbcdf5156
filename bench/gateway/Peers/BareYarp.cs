using GatewaySpeed.Machine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace GatewaySpeed.Peers;

/// <summary>YARP as it comes: one route, one cluster, round robin, and nothing more; a mode of this program, in a process of its own.</summary>
internal static class BareYarp
{
    /// <summary>The argument that makes this program be it.</summary>
    public const string Argument = "bare-yarp";

    private const string Cluster = "webs";

    /// <summary>How it is started.</summary>
    public static PeerKind Plain { get; } = new(PeerNames.BareYarp, "", isCompiledWhileItRuns: true, Start);

    /// <summary>Is it, until it is told to stop.</summary>
    public static Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var webs = builder.Configuration.GetSection("Webs").Get<string[]>()!;
        var route = new RouteConfig { RouteId = "site", ClusterId = Cluster, Match = new RouteMatch { Path = "{**path}" } };
        var cluster = new ClusterConfig
        {
            ClusterId = Cluster,
            LoadBalancingPolicy = "RoundRobin",
            Destinations = webs.Index().ToDictionary(web => $"web-{web.Index + 1}", web => new DestinationConfig { Address = web.Item }),
        };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app.RunAsync();
    }

    private static Server Start(Launch launch) => Server.Start(
        Cores.Proxy,
        launch.Folder,
        ["dotnet", typeof(BareYarp).Assembly.Location, Argument],
        new Dictionary<string, string>(launch.KestrelVariables)
        {
            ["Webs__0"] = $"http://{launch.Site.Webs[0].Authority}",
            ["Webs__1"] = $"http://{launch.Site.Webs[1].Authority}",
        });
}

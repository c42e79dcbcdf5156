using GatewaySpeed.Machine;

namespace GatewaySpeed.Peers;

/// <summary>Foobar.Gateway as it is deployed: its own settings, Production, with addresses and certificate given from outside.</summary>
internal static class Gateway
{
    // All load comes from one address, which on the site would be somebody to stop.
    private const string AsMuchAsYouLike = "60000000";

    private static readonly Dictionary<string, string> NoCache = new() { ["Cache__Enabled"] = "false" };

    private static readonly Dictionary<string, string> Cache = new() { ["Cache__Enabled"] = "true" };

    /// <summary>Every request goes to a web.</summary>
    public static PeerKind Plain { get; } = new(PeerNames.Gateway, "", isCompiledWhileItRuns: true, launch => Start(launch, NoCache));

    /// <summary>With its cache.</summary>
    public static PeerKind Caching { get; } = new(PeerNames.Gateway, "cache", isCompiledWhileItRuns: true, launch => Start(launch, Cache));

    /// <summary>With all that it has, cache, access log and telemetry included; one request in a hundred is traced, as behind a busy site.</summary>
    public static PeerKind WithEverything { get; } = new(PeerNames.GatewayWithEverything, "", isCompiledWhileItRuns: true, launch => Start(launch,
        new Dictionary<string, string>(Cache.Concat(Telemetry(launch, "0.01"))) { ["AccessLog__Path"] = Path.Combine(launch.Folder, "access.log") }));

    /// <summary>With telemetry, and a trace of one request in twenty.</summary>
    public static PeerKind Sampled { get; } = new(PeerNames.GatewaySampled, "", isCompiledWhileItRuns: true, launch => Start(launch, new(NoCache.Concat(Telemetry(launch, "0.05")))));

    /// <summary>With telemetry, and a trace of every request.</summary>
    public static PeerKind Traced { get; } = new(PeerNames.GatewayTraced, "", isCompiledWhileItRuns: true, launch => Start(launch, new(NoCache.Concat(Telemetry(launch, "1")))));

    // It goes to one of the webs, which takes it and does nothing with it.
    private static Dictionary<string, string> Telemetry(Launch launch, string traced) => new()
    {
        ["OTEL_SERVICE_NAME"] = "gateway",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{launch.Site.Webs[0].Authority}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
        ["OTEL_TRACES_SAMPLER_ARG"] = traced,
    };

    private static Server Start(Launch launch, Dictionary<string, string> settings)
    {
        var output = Repository.OutputOf("Foobar.Gateway");
        var variables = launch.KestrelVariables;
        variables["Tls__Certificate"] = launch.Site.Certificate.Certificate;
        variables["Tls__Key"] = launch.Site.Certificate.Key;
        foreach (var rule in new[] { "Address", "Account", "SignIn" })
        {
            variables[$"RateLimits__{rule}__Burst"] = AsMuchAsYouLike;
            variables[$"RateLimits__{rule}__PerMinute"] = AsMuchAsYouLike;
        }
        // HAProxy and nginx keep none either.
        variables["AccessLog__Path"] = "";
        foreach (var (name, value) in settings)
            variables[name] = value;
        // As arguments, since a shell passes no variable on that has a hyphen in its name. The settings are beside the program.
        var webs = launch.Site.Webs.Select((web, index) => $"--services:web-{index + 1}:http:0=http://{web.Authority}");
        return Server.Start(Cores.Proxy, launch.Folder, ["dotnet", Path.Combine(output, "Foobar.Gateway.dll"), .. webs], variables, currentFolder: output);
    }
}

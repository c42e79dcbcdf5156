namespace GatewaySpeed.Peers;

/// <summary>The names of what is compared, as they stand in the report.</summary>
internal static class PeerNames
{
    public const string HAProxy = "HAProxy";
    public const string Nginx = "nginx";
    public const string BareYarp = "bare YARP";
    public const string Gateway = "gateway";
    public const string ClassicChain = "HAProxy → nginx";
    public const string GatewayWithEverything = "gateway, all features";
    public const string GatewaySampled = "gateway, 5 % traced";
    public const string GatewayTraced = "gateway, 100 % traced";

    /// <summary>Those that the gateway is held to.</summary>
    public static IReadOnlyList<string> Others { get; } = [HAProxy, Nginx];
}

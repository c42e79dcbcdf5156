using System.Globalization;

namespace GatewaySpeed.Peers;

/// <summary>What a peer is started with.</summary>
/// <param name="Site">What all are given.</param>
/// <param name="Folder">Its own folder.</param>
/// <param name="HttpPort">Where it is to listen for http.</param>
/// <param name="HttpsPort">Where it is to listen for https.</param>
internal sealed record Launch(Site Site, string Folder, int HttpPort, int HttpsPort)
{
    public string Http => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{HttpPort}");

    public string Https => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{HttpsPort}");

    /// <summary>Kestrel's endpoints and certificate, for both peers that have it.</summary>
    public Dictionary<string, string> KestrelVariables => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["Kestrel__Endpoints__Http__Url"] = $"http://{Http}",
        ["Kestrel__Endpoints__Https__Url"] = $"https://{Https}",
        ["Kestrel__Certificates__Default__Path"] = Site.Certificate.Certificate,
        ["Kestrel__Certificates__Default__KeyPath"] = Site.Certificate.Key,
    };
}

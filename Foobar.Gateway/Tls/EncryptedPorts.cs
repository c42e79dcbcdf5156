namespace Foobar.Gateway.Tls;

/// <summary>Which of the gateway's ports are for https: the server says it of no address before it has chosen the encryption itself.</summary>
internal static class EncryptedPorts
{
    /// <summary>Reads them from where the server has its addresses (<c>urls</c>, <c>https_ports</c>, <c>Kestrel:Endpoints</c>); one that is for http as well, at another address, is left out.</summary>
    /// <exception cref="FormatException">An address is none.</exception>
    public static HashSet<int> Read(IConfiguration configuration)
    {
        var (https, http) = (new HashSet<int>(), new HashSet<int>());
        foreach (var address in ReadAddresses(configuration).Select(BindingAddress.Parse))
            (address.Scheme == Uri.UriSchemeHttps ? https : http).Add(address.Port);
        https.ExceptWith(http);
        return https;
    }

    private static IEnumerable<string> ReadAddresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        return Split(configuration[WebHostDefaults.ServerUrlsKey])
            .Concat(endpoints.Where(url => url.Length > 0))
            .Concat(Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"))
            .Concat(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"));
    }

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using System.Net;

namespace Foobar.Gateway.Protection.Networks;

/// <summary>Decides by the address that a request comes from; pure, so that it reads and is tested as a truth table.</summary>
internal sealed class NetworkRules
{
    private readonly IPNetwork[] _allowed;
    private readonly IPNetwork[] _denied;

    private NetworkRules(IPNetwork[] allowed, IPNetwork[] denied) => (_allowed, _denied) = (allowed, denied);

    /// <summary>The rules of lists that are valid.</summary>
    public static NetworkRules Of(NetworkOptions options) =>
        new([.. options.Allowed.Select(IPNetwork.Parse)], [.. options.Denied.Select(IPNetwork.Parse)]);

    /// <summary>The address may come; one that is not known may when everybody may.</summary>
    public bool Admits(IPAddress? address)
    {
        if (_allowed.Length == 0 && _denied.Length == 0)
            return true;
        if (address is null)
            return false;
        // A socket for both families shows an IPv4 address as an IPv6 one.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Contain(_denied, plain) && (_allowed.Length == 0 || Contain(_allowed, plain));
    }

    private static bool Contain(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }
}

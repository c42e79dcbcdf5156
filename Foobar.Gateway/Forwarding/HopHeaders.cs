using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace Foobar.Gateway.Forwarding;

/// <summary>Headers that are for one hop alone, and never passed on: the ones that YARP's forwarder keeps back, so that it makes no difference who forwards.</summary>
internal static class HopHeaders
{
    private static readonly FrozenSet<string> s_names = new[]
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.TE, HeaderNames.Upgrade, HeaderNames.UpgradeInsecureRequests, HeaderNames.AltSvc,
        HeaderNames.ProxyConnection, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization, "Proxy-Authentication-Info", "Proxy-Features", "Proxy-Instruction",
        "Security-Scheme", "ALPN", "Close", "HTTP2-Settings",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header goes no further.</summary>
    public static bool Contains(string name) => s_names.Contains(name);
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Protection.Limits;

/// <summary>Sets the server's limits: too long a request line gets 414, too many or too long headers 431, slow senders 408, and connections over the limit are closed.</summary>
internal sealed class ServerLimits(LimitOptions options) : IConfigureOptions<KestrelServerOptions>
{
    // A line that ends in LF alone is two lines to some servers and one to others. The server reads this switch when it is built.
    private const string CrLfOnly = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    public void Configure(KestrelServerOptions kestrel)
    {
        AppContext.SetSwitch(CrLfOnly, true);
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = options.BodyBytes;
        limits.MaxRequestLineSize = options.RequestLineBytes;
        limits.MaxRequestHeadersTotalSize = options.HeaderBytes;
        limits.MaxRequestHeaderCount = options.Headers;
        limits.RequestHeadersTimeout = options.HeadersWithin;
        limits.MinRequestBodyDataRate = new MinDataRate(options.BodyBytesPerSecond, options.BodyGrace);
        limits.MinResponseDataRate = new MinDataRate(options.AnswerBytesPerSecond, options.BodyGrace);
        limits.KeepAliveTimeout = options.KeepAlive;
        limits.MaxConcurrentConnections = options.Connections;
        limits.MaxConcurrentUpgradedConnections = options.UpgradedConnections;
        limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
    }
}

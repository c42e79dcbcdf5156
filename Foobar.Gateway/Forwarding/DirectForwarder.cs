using Yarp.ReverseProxy.Forwarder;

namespace Foobar.Gateway.Forwarding;

/// <summary>Sends plain requests to their destination itself, and leaves all others to YARP's forwarder.</summary>
/// <remarks>YARP's makes a message of the framework's client of each request and each answer: a sixth of the time that a request took (docs/gateway-speed.md).</remarks>
internal sealed class DirectForwarder(IHttpForwarder others, DestinationPools pools, TimeProvider time, ILogger<DirectForwarder> logger) : IHttpForwarder
{
    /// <summary>What a destination has to go on, where the configuration does not say; as YARP has it.</summary>
    private static readonly TimeSpan s_usualTime = TimeSpan.FromSeconds(100);

    public ValueTask<ForwarderError> SendAsync(HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, CancellationToken.None);

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled || !PlainRequests.IsPlain(context, out var keepsHost) || pools.Get(destinationPrefix) is not { } pool)
            return others.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
        return new ForwardedRequest(context, pool, keepsHost, GetMilliseconds(requestConfig.ActivityTimeout ?? s_usualTime), time, logger).SendAsync();
    }

    private static int GetMilliseconds(TimeSpan time) => time <= TimeSpan.Zero ? int.MaxValue : (int)Math.Min(time.TotalMilliseconds, int.MaxValue);
}

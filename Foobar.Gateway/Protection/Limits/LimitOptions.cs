namespace Foobar.Gateway.Protection.Limits;

/// <summary>How much a client may send, how slowly, and over how many connections; configuration section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>Bytes of a request's body; default 2 MB, which is the site's own limit. A route's <c>MaxRequestBodySize</c> goes before it, -1 there is none.</summary>
    public long BodyBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Bytes of a request line; default 8 KB.</summary>
    public int RequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>Bytes of all headers together; default 15 KB, as the webs take 16 KB and the gateway adds some of its own.</summary>
    public int HeaderBytes { get; set; } = 15 * 1024;

    /// <summary>Number of headers; default 52, as the webs take 64 and the gateway adds some of its own.</summary>
    public int Headers { get; set; } = 52;

    /// <summary>Time for all headers to arrive; default 10 s.</summary>
    public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second that a body must bring; default 240. Who sends more slowly is cut off.</summary>
    public double BodyBytesPerSecond { get; set; } = 240;

    /// <summary>Time before the speed of a body, or of the client's reading, counts; default 5 s.</summary>
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes a second of an answer that a client must read; default 240.</summary>
    public double AnswerBytesPerSecond { get; set; } = 240;

    /// <summary>Time that a connection is kept without a request; default 75 s.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>Connections at the same time; default 20,000. More are closed at once.</summary>
    public long Connections { get; set; } = 20_000;

    /// <summary>Upgraded connections (WebSockets) at the same time; default 5,000.</summary>
    public long UpgradedConnections { get; set; } = 5_000;

    /// <summary>Requests at the same time on one connection of HTTP/2; default 100.</summary>
    public int StreamsPerConnection { get; set; } = 100;
}

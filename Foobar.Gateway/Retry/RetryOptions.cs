namespace Foobar.Gateway.Retry;

/// <summary>When a request is sent again; configuration section <c>Retry</c>.</summary>
internal sealed class RetryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retry";

    /// <summary>No attempt begins later than this after the request came; default 5 s. A web itself waits up to 10 s for its database, so a later attempt would only double that.</summary>
    public TimeSpan StartWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two rounds over all destinations; default 250 ms.</summary>
    public TimeSpan BetweenRounds { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Bytes of a request's body that are kept so that it can be sent again; default 64 KB. A longer body goes through unbuffered, once.</summary>
    public int BodyLimit { get; set; } = 64 * 1024;

    /// <summary>Retries for each request, over time; default 0.2. More would turn a trouble of the webs into a storm.</summary>
    public double Budget { get; set; } = 0.2;

    /// <summary>Retries that may be saved up for a bad moment; default 200.</summary>
    public int Reserve { get; set; } = 200;
}

namespace Foobar.Gateway.Balancing;

/// <summary>How requests are spread over the destinations; configuration section <c>Balancing</c>, which may change while the gateway runs.</summary>
internal sealed class BalancingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Balancing";

    /// <summary><c>RoundRobin</c> (default), <c>WeightedRoundRobin</c>, <c>LeastRequests</c>, <c>PowerOfTwoChoices</c> or <c>First</c>.</summary>
    public string Policy { get; set; } = "RoundRobin";

    /// <summary>Shares by destination; 1 for one that is not named. Round robin does not look at them.</summary>
    public Dictionary<string, int> Weights { get; set; } = [];

    /// <summary>Time in which the share of a destination that came back grows from a tenth to all of it; default 10 s, zero for at once.</summary>
    public TimeSpan SlowStart { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests that one destination has at once; default 500.</summary>
    public int RequestsAtOnce { get; set; } = 500;

    /// <summary>Requests that wait while every destination has as many as it may; default 1,000. The next one gets 503 with <c>Retry-After</c>.</summary>
    public int WaitingAtMost { get; set; } = 1000;

    /// <summary>Time that a request waits; default 5 s. Then it gets 503 with <c>Retry-After</c>.</summary>
    public TimeSpan WaitAtMost { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The part of the destinations that must be well for the others to be left out, 0 to 1; default 0: as long as one is well. With fewer, all get
    /// requests, since the few would break under the load of all.
    /// </summary>
    public double PanicBelow { get; set; }
}

namespace Foobar.Gateway.Health;

/// <summary>When a destination is left out and when it is back; configuration section <c>Health</c>, which may change while the gateway runs.</summary>
internal sealed class HealthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Health";

    /// <summary>Checks in a row that a destination must pass to be up again; default 2.</summary>
    public int Rise { get; set; } = 2;

    /// <summary>Checks in a row that a destination must fail to be down; default 2.</summary>
    public int Fall { get; set; } = 2;

    /// <summary>Failed requests in a row that take a destination out; default 3.</summary>
    public int FailuresInARow { get; set; } = 3;

    /// <summary>The part of the requests of the last 5 s, 0 to 1, whose failure takes a destination out; default 0.5.</summary>
    public double FailureRate { get; set; } = 0.5;

    /// <summary>Requests of the last 5 s from which on the rate counts; default 20.</summary>
    public int RateFrom { get; set; } = 20;

    /// <summary>An answer that begins later than this is a failure of its destination; default 15 s. A web waits up to 10 s for a database that fails over.</summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for which a destination gets no request after its failures; default 5 s, and twice as long after each trial that fails.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest such time; default 60 s.</summary>
    public TimeSpan OpenForAtMost { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Trials, one at a time, that must go well until a destination gets all of its requests again; default 2.</summary>
    public int Trials { get; set; } = 2;
}

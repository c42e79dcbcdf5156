namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>What the site promises, in numbers; measured at the gateways, over <see cref="Period"/>.</summary>
public static class ServiceLevels
{
    /// <summary>The part of the requests that are good: answered, and not with 500 or above.</summary>
    public const double Availability = 0.999;

    /// <summary>The part of the requests that are answered within <see cref="Latency"/>.</summary>
    public const double InTime = 0.99;

    /// <summary>How long an answer may take, in seconds.</summary>
    public const double Latency = 0.3;

    /// <summary>The time that a budget of errors is for.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromDays(30);

    /// <summary>The limits between which durations of requests are counted, in seconds: <see cref="Latency"/> must be among them.</summary>
    public static IReadOnlyList<double> DurationLimits { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, Latency, 0.5, 1, 2.5, 5, 10];
}

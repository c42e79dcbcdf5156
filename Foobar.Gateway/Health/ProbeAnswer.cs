using System.Globalization;

namespace Foobar.Gateway.Health;

/// <summary>One answer to a health check.</summary>
/// <param name="State">What it says.</param>
/// <param name="Reason">Why, as text for people.</param>
internal readonly record struct ProbeAnswer(ProbeState State, string Reason)
{
    /// <summary>The check was passed: the destination may have at least some requests.</summary>
    public bool IsPassed => State is ProbeState.Up or ProbeState.ReadsOnly;

    /// <summary>Reads an answer of the services' health endpoint.</summary>
    /// <param name="status">The status code; null when there was no answer.</param>
    /// <param name="text">The body: <c>Healthy</c>, <c>Degraded</c>, <c>Draining</c> or <c>Unhealthy</c>.</param>
    /// <param name="failure">Why there was no answer.</param>
    public static ProbeAnswer Read(int? status, string text, string? failure = null) => (status, text.Trim()) switch
    {
        (null, _) => new(ProbeState.Down, failure ?? "no answer"),
        (>= 200 and < 300, "Degraded") => new(ProbeState.ReadsOnly, "it has no primary to write to"),
        (>= 200 and < 300, _) => new(ProbeState.Up, "it passes its checks"),
        (_, "Draining") => new(ProbeState.Draining, "it was asked to stop"),
        var (code, _) => new(ProbeState.Down, string.Create(CultureInfo.InvariantCulture, $"its check answered {code}")),
    };
}

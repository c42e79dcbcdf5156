namespace Foobar.Gateway.Health;

/// <summary>What the probes made of a destination.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why, as text for people.</param>
/// <param name="Since">Since when.</param>
internal sealed record ProbeVerdict(ProbeState State, string Reason, DateTimeOffset Since);

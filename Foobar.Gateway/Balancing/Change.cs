namespace Foobar.Gateway.Balancing;

/// <summary>A destination became another one in the gateway's eyes.</summary>
/// <param name="At">When.</param>
/// <param name="Destination">Its name.</param>
/// <param name="What">What it is now, as the rest of a sentence that begins with its name.</param>
/// <param name="Reason">Why.</param>
internal sealed record Change(DateTimeOffset At, string Destination, string What, string Reason);

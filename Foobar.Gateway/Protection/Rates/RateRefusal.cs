namespace Foobar.Gateway.Protection.Rates;

/// <summary>A request came too often.</summary>
/// <param name="Rule">The rule that it broke, as metrics name it.</param>
/// <param name="RetryAfter">Time until the next one may come.</param>
internal readonly record struct RateRefusal(string Rule, TimeSpan RetryAfter);

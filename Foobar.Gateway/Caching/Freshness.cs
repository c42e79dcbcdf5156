namespace Foobar.Gateway.Caching;

/// <summary>For how long an answer may be shown; ages count from when a web was asked for it, or from further back if it came from another cache.</summary>
/// <param name="Life">To this age it is fresh.</param>
/// <param name="WhileRevalidating">After its life, while a newer one is asked for.</param>
/// <param name="IfError">After its life, when no web can answer.</param>
/// <param name="Age">How old it was when it came.</param>
internal readonly record struct Freshness(TimeSpan Life, TimeSpan WhileRevalidating, TimeSpan IfError, TimeSpan Age)
{
    /// <summary>The age after which it is of no use.</summary>
    public TimeSpan End => Life + (WhileRevalidating > IfError ? WhileRevalidating : IfError);
}

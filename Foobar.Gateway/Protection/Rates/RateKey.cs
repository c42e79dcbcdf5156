namespace Foobar.Gateway.Protection.Rates;

/// <summary>Whose requests are counted together, under which rule; without a rule everybody's, which are not counted.</summary>
internal readonly record struct RateKey<TClient>(RateRule? Rule, TClient Client) where TClient : struct;

namespace Foobar.Gateway.Protection.Networks;

/// <summary>Who may come at all; configuration section <c>Networks</c>.</summary>
internal sealed class NetworkOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Networks";

    private readonly Lazy<NetworkRules> _rules;

    public NetworkOptions() => _rules = new Lazy<NetworkRules>(() => NetworkRules.Of(this));

    /// <summary>Networks such as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c> that may come; default none, which is everybody.</summary>
    public string[] Allowed { get; set; } = [];

    /// <summary>Networks that may not come, even when they are allowed; default none.</summary>
    public string[] Denied { get; set; } = [];

    /// <summary>What the lists say.</summary>
    public NetworkRules GetRules() => _rules.Value;
}

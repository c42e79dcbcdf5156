namespace Foobar.Gateway.Discovery;

/// <summary>Where the webs are found when their number changes; configuration section <c>Discovery</c>.</summary>
internal sealed class DiscoveryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Discovery";

    /// <summary>A host name with scheme and port, such as <c>http://web:8080</c>: every address that the name has is a destination, in place of the configured ones. Default none.</summary>
    public string Address { get; set; } = "";

    /// <summary>Time between two looks at the name; default 1 s.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);
}

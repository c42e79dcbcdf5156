namespace Foobar.Gateway.Hosts;

/// <summary>The host names that the site is reached by.</summary>
internal sealed class HostNameOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Hosts";

    /// <summary>The site's own host, with a port where that is not 443: where links lead.</summary>
    public string Canonical { get; set; } = "";

    /// <summary>Hosts whose visitors are sent to the canonical one.</summary>
    public string[] Redirected { get; set; } = [];

    /// <summary>More hosts that are served as they are.</summary>
    public string[] Served { get; set; } = [];
}

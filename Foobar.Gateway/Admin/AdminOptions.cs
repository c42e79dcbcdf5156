namespace Foobar.Gateway.Admin;

/// <summary>Where operators look at the gateway; configuration section <c>Admin</c>.</summary>
internal sealed class AdminOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Admin";

    /// <summary>The port of the statistics; default 0: there are none.</summary>
    public int Port { get; set; }

    /// <summary>The address that the port is opened on; default this machine alone.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The password of user <c>admin</c>, 16 characters or more; needed when there is a port.</summary>
    public string Key { get; set; } = "";
}

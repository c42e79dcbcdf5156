using Foobar.ServiceDefaults;

namespace Foobar.Web.Data.Routing;

/// <summary>The members and the times of the routing data source; configuration section <c>MySql</c>.</summary>
internal sealed class RoutingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "MySql";

    /// <summary>Comma-separated names of the members; each has a connection string of that name.</summary>
    public string Members { get; set; } = "";

    /// <summary>Time between two probes of a member; default 250 ms.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time after which a probe without an answer counts as failed; default 1 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a read waits for a member that can answer it; default 3 s.</summary>
    public TimeSpan ReadDeadline { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a write waits for a primary, all its repeats included; default 10 s.</summary>
    public TimeSpan WriteDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The names of the members, in configured order.</summary>
    public IReadOnlyList<string> MemberNames =>
        Members.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The configuration key of the members, for messages.</summary>
    public static string MembersKey => FoobarNames.Configuration.MySqlMembers;
}

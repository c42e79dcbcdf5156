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

    /// <summary>How long a read may take, with all waits and repeats, and with what its request has waited for the database before; default 10 s.</summary>
    public TimeSpan ReadDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a write may take, with all waits and repeats, and with what its request has waited for the database before; default 10 s.</summary>
    public TimeSpan WriteDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a read waits for one replica to reach the visitor's position, before it tries another one; default 500 ms.</summary>
    public TimeSpan PositionWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a read waits for one member to be as fresh as it must be, above all for a strong read to catch up, until it tries another one; default 1 s.</summary>
    public TimeSpan CatchUpWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Lag at which a replica takes no more reads until it has caught up; default 2 s.</summary>
    public TimeSpan LagLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time in which a replica that was away comes to its whole share of reads; default 10 s.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads that one member answers at a time, while the others wait in their order; default twice the web's processors, 4 or more.</summary>
    public int ReadLimit { get; set; } = Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>Reads that the primary answers at a time when no replica fits; default 32.</summary>
    public int PrimaryReadLimit { get; set; } = 32;

    /// <summary>The names of the members, in configured order.</summary>
    public IReadOnlyList<string> MemberNames =>
        Members.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The configuration key of the members, for messages.</summary>
    public static string MembersKey => FoobarNames.Configuration.MySqlMembers;
}

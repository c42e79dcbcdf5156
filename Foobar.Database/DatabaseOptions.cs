using Foobar.ServiceDefaults;

namespace Foobar.Database;

/// <summary>The members and accounts of the cluster; configuration section <c>MySql</c>.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "MySql";

    /// <summary>Comma-separated names of the members; each has a connection string of that name, for <c>root</c>.</summary>
    public string Members { get; set; } = "";

    /// <summary>The site's database (schema).</summary>
    public string Database { get; set; } = FoobarNames.DatabaseName;

    /// <summary>Password of the recovery user, with which members copy from one another; at most 32 characters, the engine's limit.</summary>
    public string ReplicationPassword { get; set; } = "";

    /// <summary>Password of the web's user.</summary>
    public string WebPassword { get; set; } = "";

    /// <summary>Time between two looks at the members; default 250 ms.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time after which a look at a member without an answer counts as failed; default 2 s.</summary>
    public TimeSpan ObserveTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that a member has to join the group, copying data included; default 10 min.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The names of the members, in configured order.</summary>
    public IReadOnlyList<string> MemberNames =>
        Members.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

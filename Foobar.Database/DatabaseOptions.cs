using Foobar.ServiceDefaults;

namespace Foobar.Database;

/// <summary>The members and accounts of the cluster; configuration section <c>MySql</c>.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "MySql";

    /// <summary>Comma-separated names of the members; each has a connection string of that name, for <c>root</c>.</summary>
    public string Members { get; set; } = "";

    /// <summary>The members are a group that this service forms and repairs; default true. False: somebody else looks after the servers, such as an operator or a
    /// managed service. The primary is then the one that is not read-only, and this service brings up the accounts and the schema on it and deletes what has expired.</summary>
    public bool ManagesGroup { get; set; } = true;

    /// <summary>The site's database (schema).</summary>
    public string Database { get; set; } = FoobarNames.DatabaseName;

    /// <summary>Password of the recovery user, with which members copy from one another; at most 32 characters, the engine's limit. Needed with <see cref="ManagesGroup"/> only.</summary>
    public string ReplicationPassword { get; set; } = "";

    /// <summary>Password of the web's user.</summary>
    public string WebPassword { get; set; } = "";

    /// <summary>Time between two looks at the members; default 250 ms.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time after which a look at a member without an answer counts as failed; default 2 s.</summary>
    public TimeSpan ObserveTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that a member has to join the group, copying data included; default 10 min.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two attempts to write new entries of the timeline; default 1 s.</summary>
    public TimeSpan TimelineInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Entries of the timeline that are kept; default 10,000.</summary>
    public int TimelineEntries { get; set; } = 10_000;

    /// <summary>Time between two deletions of what has expired; default 1 min.</summary>
    public TimeSpan CleaningInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Rows that one transaction of a deletion takes; default 500.</summary>
    public int CleaningBatch { get; set; } = 500;

    /// <summary>The names of the members, in configured order.</summary>
    public IReadOnlyList<string> MemberNames =>
        Members.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

namespace Aspire.Hosting.MySql.Server;

/// <summary>Arguments that the local runtime gives to every server, before those of the model, which win.</summary>
internal static class ServerArguments
{
    public const string SmallestRedoLog = "8M";

    /// <summary>The server refuses to run as root unless it is told to.</summary>
    public static IReadOnlyList<string> ForThisUser => Environment.UserName == "root" ? ["--user=root"] : [];

    /// <summary>Several servers share a developer's machine: small caches instead of the defaults' 530 MB a server.</summary>
    public static IReadOnlyList<string> Development { get; } =
    [
        "--innodb-buffer-pool-size=64M",
        "--innodb-log-buffer-size=8M",
        "--innodb-redo-log-capacity=32M",
        "--max-connections=200",
        "--table-open-cache=400",
        "--table-definition-cache=400",
        "--temptable-max-ram=2M",
        // What does not fit goes to files. Without this it goes to InnoDB, which has room for 10 sessions: the queries of the next ones fail (error 1146, seen with 9.7.4).
        "--temptable-max-mmap=1G",
        "--performance-schema-max-table-instances=500",
        "--performance-schema-max-digest-length=256",
        "--performance-schema-digests-size=1000",
        "--performance-schema-error-size=0",
        "--performance-schema-max-thread-instances=250",
        "--performance-schema-max-table-handles=400",
        "--performance-schema-accounts-size=10",
        "--performance-schema-hosts-size=10",
        "--performance-schema-users-size=10",
        "--key-buffer-size=64K",
    ];
}

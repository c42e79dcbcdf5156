using System.Globalization;

namespace Foobar.AppHost.MySqlCluster;

/// <summary>The server arguments that make a MySQL server a member of a group.</summary>
internal static class GroupArguments
{
    /// <summary>The endpoint over which members talk to one another.</summary>
    public const string EndpointName = "gr";

    /// <summary>The port of that endpoint in a container.</summary>
    public const int ContainerPort = 33061;

    /// <summary>All groups of this application have this name; members of different ones never meet, since each lists its seeds.</summary>
    private const string GroupName = "f00ba7f0-0ba7-4f00-ba7f-00ba7f00ba70";

    /// <summary>Adds the arguments; those of Group Replication are <c>loose</c>, since its plugin is loaded after they are read.</summary>
    public static void AddTo(CommandLineArgsCallbackContext context, MySqlClusterResource cluster, MySqlServerResource member, int number)
    {
        var group = member.GetEndpoint(EndpointName);
        var args = context.Args;
        args.Add(string.Create(CultureInfo.InvariantCulture, $"--server-id={number}"));
        args.Add("--gtid-mode=ON");
        args.Add("--enforce-gtid-consistency=ON");
        args.Add("--log-bin=binlog");
        args.Add("--plugin-load-add=group_replication.so;mysql_clone.so");
        // Where the others reach this member for recovery.
        args.Add(ReferenceExpression.Create($"--report-host={member.Host}"));
        args.Add(ReferenceExpression.Create($"--report-port={member.Port}"));
        args.Add($"--loose-group-replication-group-name={GroupName}");
        args.Add(ReferenceExpression.Create($"--loose-group-replication-local-address={group.Property(EndpointProperty.Host)}:{group.Property(EndpointProperty.TargetPort)}"));
        args.Add(GetSeeds(cluster));
        // Forming and joining the group is the work of Foobar.Database.
        args.Add("--loose-group-replication-start-on-boot=OFF");
        // The failure detector takes 5 s by itself; nothing is added to that.
        args.Add("--loose-group-replication-member-expel-timeout=0");
        // A member that has lost the majority leaves the group after this time, so that the group can be formed anew as soon as all are back;
        // and it goes on to answer reads meanwhile. Without it, it would wait for ever, and only a change by force ends that, which takes a minute.
        args.Add("--loose-group-replication-unreachable-majority-timeout=5");
        args.Add("--loose-group-replication-exit-state-action=READ_ONLY");
        // A member that fell out joins again by Foobar.Database, which knows when it may. The engine's own attempt waits up to 60 s for an answer, and cannot be stopped:
        // so long, no group could be formed anew.
        args.Add("--loose-group-replication-autorejoin-tries=0");
        args.Add("--loose-group-replication-recovery-use-ssl=ON");
        args.Add("--loose-group-replication-recovery-get-public-key=ON");
        // A member that lacks more transactions than this copies all data instead (docs/resilience.md). The engine's default is never to, as long as there are logs.
        // Members with transactions of their own are not asked to join, so none are lost.
        args.Add("--loose-group-replication-clone-threshold=3000");
        // A donor notices only at the next heartbeat, half of this time, that a member has caught up and hung up; until then it would hold up its own end.
        args.Add("--replica-net-timeout=4");
        // When all members are stopped together, the last one finds no majority to leave; it need not wait long for one.
        args.Add("--loose-group-replication-components-stop-timeout=2");
        args.Add("--loose-group-replication-message-cache-size=134217728");
        // A new primary answers only when it has applied what the old one committed, so a repeated write finds what became of the first attempt.
        args.Add("--loose-group-replication-consistency=BEFORE_ON_PRIMARY_FAILOVER");
    }

    private static ReferenceExpression GetSeeds(MySqlClusterResource cluster)
    {
        var seeds = new ReferenceExpressionBuilder();
        seeds.AppendLiteral("--loose-group-replication-group-seeds=");
        for (var i = 0; i < cluster.Members.Count; i++)
        {
            var endpoint = cluster.Members[i].GetEndpoint(EndpointName);
            if (i > 0)
                seeds.AppendLiteral(",");
            seeds.Append($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}");
        }
        return seeds.Build();
    }
}

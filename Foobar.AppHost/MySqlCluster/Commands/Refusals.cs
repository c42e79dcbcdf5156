using Foobar.AppHost.MySqlCluster.Monitoring;

namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Why a command cannot run on a resource in this state; null when it can.</summary>
internal static class Refusals
{
    public static string? UnlessRunning(CustomResourceSnapshot member) =>
        member.State?.Text == KnownResourceStates.Running ? null : $"does not run ({member.State?.Text ?? "unknown"})";

    /// <summary>A hung member cannot be asked for its role.</summary>
    public static string? UnlessReplica(CustomResourceSnapshot member) => UnlessRunning(member) ?? member.Get(ClusterProperties.Role) switch
    {
        MemberView.Replica => null,
        MemberView.Primary => "is the primary",
        var role => $"is no replica now ({(role.Length == 0 ? "not seen yet" : role)})",
    };

    public static string? UnlessReplicaOfPrimary(CustomResourceSnapshot member) => UnlessReplica(member) ?? UnlessPrimary(member);

    public static string? UnlessHung(CustomResourceSnapshot member) =>
        UnlessRunning(member) ?? (member.Get(ClusterProperties.Hung).Length > 0 ? null : "was not hung");

    public static string? IfHung(CustomResourceSnapshot member) =>
        UnlessRunning(member) ?? (member.Get(ClusterProperties.Hung).Length > 0 ? "hangs already" : null);

    public static string? UnlessHeldBack(CustomResourceSnapshot member) =>
        UnlessRunning(member) ?? (member.Get(ClusterProperties.HeldBack).Length > 0 ? null : "is not held back");

    public static string? UnlessFreeReplica(CustomResourceSnapshot member) =>
        UnlessReplica(member) ?? (member.Get(ClusterProperties.HeldBack).Length > 0 ? "is held back already" : null);

    /// <summary>Of the cluster, or of a member for its group.</summary>
    public static string? UnlessPrimary(CustomResourceSnapshot resource) =>
        resource.Get(ClusterProperties.Primary) is "" or ClusterProperties.NoPrimary ? "has no primary now" : null;
}

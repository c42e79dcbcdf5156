namespace Foobar.AppHost.MySqlCluster.Commands;

/// <summary>Makes a replica the primary, without a failed write.</summary>
internal static class MakePrimaryCommand
{
    public static ClusterCommand Create(MySqlServerResource member, PrimarySwitch primarySwitch, SemaphoreSlim turn) => new("make-primary", "Make primary", "Crown")
    {
        Description = "Hands the writes over to this replica",
        Refuse = Refusals.UnlessReplicaOfPrimary,
        Turn = turn,
        Run = async context => CommandResults.Success(await primarySwitch.MoveToAsync(member, context).ConfigureAwait(false)),
    };
}

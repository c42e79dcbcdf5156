using Foobar.ServiceDefaults;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>The commands of the cluster and its members, on the running model.</summary>
[Collection(ModelCollection.Name)]
public sealed class CommandTests(SharedModel shared)
{
    [Fact]
    public async Task Commands_are_offered_by_role()
    {
        var model = await shared.GetAsync();
        var (primary, replicas) = await GetShownRolesAsync(model);

        Assert.Equal("add-lag:Disabled kill:Enabled make-primary:Disabled pause:Enabled remove-lag:Disabled resume:Disabled", DescribeCommands(model, primary));
        Assert.All(replicas, replica =>
            Assert.Equal("add-lag:Enabled kill:Enabled make-primary:Enabled pause:Enabled remove-lag:Disabled resume:Disabled", DescribeCommands(model, replica)));
        Assert.Equal("backup:Enabled kill-primary:Enabled restart-members:Enabled switch-primary:Enabled", DescribeCommands(model, FoobarNames.Resources.MySql));
    }

    [Theory]
    [InlineData("make-primary", "is the primary")]
    [InlineData("add-lag", "is the primary")]
    [InlineData("remove-lag", "is not held back")]
    [InlineData("resume", "was not hung")]
    public async Task A_command_that_does_not_fit_is_refused_with_the_reason(string command, string reason)
    {
        var model = await shared.GetAsync();
        var (primary, _) = await GetShownRolesAsync(model);

        var result = await RunAsync(model, primary, command);

        Assert.Equal((false, $"{primary} {reason}."), (result.Success, result.Message));
    }

    [Fact]
    public async Task A_replica_is_made_the_primary_and_the_cluster_can_switch_away_again()
    {
        var model = await shared.GetAsync();
        var (before, replicas) = await GetShownRolesAsync(model);
        try
        {
            var made = await RunAsync(model, replicas[1], "make-primary");

            Assert.Equal((true, $"The primary moved from {before} to {replicas[1]}."), (made.Success, made.Message));
            Assert.Equal(replicas[1], (await MemberDatabase.GetRolesAsync(model)).Primary);

            var switched = await RunAsync(model, FoobarNames.Resources.MySql, "switch-primary");

            Assert.True(switched.Success, switched.Message);
            Assert.NotEqual(replicas[1], (await MemberDatabase.GetRolesAsync(model)).Primary);
        }
        finally
        {
            await RestorePrimaryAsync(model, before);
        }
    }

    [Fact]
    public async Task A_replica_that_is_held_back_lags_until_the_lag_is_removed()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        var (primary, replicas) = await GetShownRolesAsync(model);
        var replica = replicas[0];
        await model.CommandAsync(replica, "add-lag");
        try
        {
            Assert.Equal("add-lag:Disabled kill:Enabled make-primary:Enabled pause:Enabled remove-lag:Enabled resume:Disabled", DescribeCommands(model, replica));
            Assert.False((await RunAsync(model, replica, "add-lag")).Success);
            await MemberDatabase.QueryAsync<int>(model, primary, "CREATE DATABASE held_back");
            await UntilAsync(model, replica, e => Get(e, "mysql.lag").EndsWith("s behind", StringComparison.Ordinal));
            Assert.Equal(0, await CountAsync(replica));
            Assert.Equal(1, await CountAsync(replicas[1]));
        }
        finally
        {
            await model.CommandAsync(replica, "remove-lag");
        }
        await UntilAsync(model, replica, e => Get(e, "mysql.lag").Length == 0 && Get(e, "mysql.held-back").Length == 0);
        await Eventually.BecomesTrueAsync(async _ => await CountAsync(replica) == 1, "the replica catches up");
        await MemberDatabase.QueryAsync<int>(model, primary, "DROP DATABASE held_back");

        Task<int> CountAsync(string member) => MemberDatabase.QueryAsync<int>(model, member, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'held_back'");
    }

    [Fact]
    public async Task A_replica_that_is_held_back_can_be_made_the_primary_and_lags_no_longer()
    {
        var model = await shared.GetAsync();
        var (before, replicas) = await GetShownRolesAsync(model);
        await model.CommandAsync(replicas[0], "add-lag");
        try
        {
            await model.CommandAsync(replicas[0], "make-primary");

            Assert.Equal(replicas[0], (await MemberDatabase.GetRolesAsync(model)).Primary);
            await UntilAsync(model, replicas[0], e => Get(e, "mysql.held-back").Length == 0);
        }
        finally
        {
            await RestorePrimaryAsync(model, before);
        }
    }

    [Fact]
    public async Task A_hung_replica_is_offline_does_not_hide_the_others_and_comes_back()
    {
        var model = await shared.GetAsync();
        var (primary, replicas) = await GetShownRolesAsync(model);
        await model.CommandAsync(replicas[0], "pause");
        try
        {
            Assert.Contains("pause:Disabled remove-lag:Disabled resume:Enabled", DescribeCommands(model, replicas[0]), StringComparison.Ordinal);
            await UntilAsync(model, replicas[0], e => Get(e, "mysql.role") == "Offline");
            // The others are seen to change roles while it hangs: once the group has left it out, the primary can move.
            await Eventually.BecomesTrueAsync(async _ => (await RunAsync(model, replicas[1], "make-primary")).Success, "the primary moves");
            await UntilAsync(model, primary, e => Get(e, "mysql.role") == "Replica");
        }
        finally
        {
            await model.CommandAsync(replicas[0], "resume");
            await HealAsync(model);
            await RestorePrimaryAsync(model, primary);
        }
    }

    [Fact]
    public async Task The_killed_primary_is_replaced_and_comes_back_as_a_replica_when_it_is_started()
    {
        var model = await shared.GetAsync();
        var (before, replicas) = await GetShownRolesAsync(model);
        var killed = await RunAsync(model, FoobarNames.Resources.MySql, "kill-primary");
        try
        {
            Assert.True(killed.Success, killed.Message);
            Assert.Contains(before, killed.Message, StringComparison.Ordinal);
            Assert.Equal(137, (await UntilAsync(model, before, e => e.Snapshot.ExitCode is not null)).Snapshot.ExitCode);
            var refused = await RunAsync(model, before, "kill");
            Assert.Equal((false, $"{before} does not run (Exited)."), (refused.Success, refused.Message));
            await UntilAsync(model, FoobarNames.Resources.MySql, e => replicas.Contains(Get(e, "mysql.primary")));
        }
        finally
        {
            await model.CommandAsync(before, "start");
            await HealAsync(model);
        }
        await UntilAsync(model, before, e => Get(e, "mysql.role") == "Replica");
        await RestorePrimaryAsync(model, before);
    }

    [Fact]
    public async Task The_health_of_the_cluster_names_the_primary()
    {
        var model = await shared.GetAsync();
        var (primary, _) = await GetShownRolesAsync(model);

        await UntilAsync(model, FoobarNames.Resources.MySql, e => e.Snapshot.HealthReports.Any(report => report.Description?.StartsWith($"The primary is {primary}.", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task All_members_are_restarted_one_after_the_other_and_the_site_goes_on()
    {
        var model = await shared.GetAsync();
        using var visitor = model.CreateVisitor();
        await visitor.SignUpAsync();
        var (before, _) = await GetShownRolesAsync(model);
        var processes = RunningModel.Members.ToDictionary(member => member, model.GetProcessId);

        var restarting = RunAsync(model, FoobarNames.Resources.MySql, "restart-members");
        var meanwhile = 0;
        while (!restarting.IsCompleted)
        {
            Assert.InRange(await CountRunningAsync(model), 2, 3);
            meanwhile++;
        }
        var result = await restarting;

        Assert.True(result.Success, result.Message);
        Assert.StartsWith("All 3 members were restarted", result.Message, StringComparison.Ordinal);
        Assert.True(meanwhile > 0);
        Assert.All(processes, process => Assert.NotEqual(process.Value, model.GetProcessId(process.Key)));
        Assert.NotEqual(before, (await GetShownRolesAsync(model)).Primary);
        await HealAsync(model);
        await RestorePrimaryAsync(model, before);
    }

    [Fact]
    public async Task A_cancelled_restart_leaves_the_other_members_alone()
    {
        var model = await shared.GetAsync();
        var (before, _) = await GetShownRolesAsync(model);
        var processes = RunningModel.Members.ToDictionary(member => member, model.GetProcessId);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var restarting = model.App.ResourceCommands.ExecuteCommandAsync(FoobarNames.Resources.MySql, "restart-members", cancel.Token);
        await Eventually.BecomesTrueAsync(async _ => await CountRunningAsync(model) < 3, "the first member ends");
        var second = await RunAsync(model, FoobarNames.Resources.MySql, "switch-primary");
        await cancel.CancelAsync();
        var result = await restarting;

        Assert.False(second.Success);
        Assert.StartsWith("Another command", second.Message, StringComparison.Ordinal);
        Assert.Equal((false, true), (result.Success, result.Canceled));
        Assert.Contains(before, result.Message, StringComparison.Ordinal);
        await HealAsync(model);
        Assert.Equal(2, processes.Count(process => process.Value == model.GetProcessId(process.Key)));
        Assert.Equal(before, (await GetShownRolesAsync(model)).Primary);
    }

    [Fact]
    public async Task A_backup_is_made_as_often_as_somebody_asks_for_one_and_not_before()
    {
        var model = await shared.GetAsync();
        var backup = (await UntilAsync(model, FoobarNames.Resources.Backup, _ => true)).Snapshot;
        Assert.Equal(KnownResourceStates.NotStarted, backup.State?.Text);
        Assert.Contains(backup.Relationships, relationship => (relationship.ResourceName, relationship.Type) == (FoobarNames.Resources.MySql, "Parent"));
        Assert.Contains(backup.Commands, command => (command.Name, command.State) == ("start", ResourceCommandState.Enabled));
        var folder = Path.Combine(TestFolders.Data, "foobar", "backups");
        for (var count = 1; count <= 2; count++)
        {
            var result = await RunAsync(model, FoobarNames.Resources.MySql, "backup");

            Assert.True(result.Success, result.Message);
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(
                Directory.Exists(folder) && Directory.GetDirectories(folder).Length == count
                && model.App.ResourceNotifications.TryGetCurrentState(FoobarNames.Resources.Backup, out var shown)
                && KnownResourceStates.TerminalStates.Contains(shown.Snapshot.State?.Text) && shown.Snapshot.ExitCode == 0), $"backup {count}");
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The roles as the dashboard shows them, once it shows one primary and two replicas.</summary>
    private static Task<Roles> GetShownRolesAsync(RunningModel model) => Eventually.GetAsync<Roles>(_ =>
    {
        var roles = RunningModel.Members.ToLookup(member => Get(model, member, "mysql.role"));
        var primary = Get(model, FoobarNames.Resources.MySql, "mysql.primary");
        var seen = string.Join(", ", RunningModel.Members.Select(member => Get(model, member, "mysql.role")));
        return Task.FromResult((roles["Primary"].SequenceEqual([primary]) && roles["Replica"].Count() == 2 ? new Roles(primary, [.. roles["Replica"]]) : null, seen));
    });

    private static Task<ExecuteCommandResult> RunAsync(RunningModel model, string resource, string command) =>
        model.App.ResourceCommands.ExecuteCommandAsync(resource, command, TestContext.Current.CancellationToken);

    private static async Task<ResourceEvent> UntilAsync(RunningModel model, string resource, Func<ResourceEvent, bool> condition) =>
        await model.App.ResourceNotifications.WaitForResourceAsync(resource, condition, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    /// <summary>Waits until all members take part again, in the eyes of each one, and all else is healthy.</summary>
    private static async Task HealAsync(RunningModel model)
    {
        foreach (var member in RunningModel.Members)
        {
            await model.App.ResourceNotifications.WaitForResourceHealthyAsync(member, TestContext.Current.CancellationToken);
            await Eventually.BecomesTrueAsync(
                async _ => await MemberDatabase.QueryAsync<int>(model, member, "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'") == 3,
                $"{member} sees all members");
        }
        await GetShownRolesAsync(model);
        await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
    }

    private static async Task RestorePrimaryAsync(RunningModel model, string primary)
    {
        if ((await GetShownRolesAsync(model)).Primary != primary)
            await model.CommandAsync(primary, "make-primary");
        await GetShownRolesAsync(model);
    }

    private static async Task<int> CountRunningAsync(RunningModel model)
    {
        await Task.Yield();
        return RunningModel.Members.Count(member => model.App.ResourceNotifications.TryGetCurrentState(member, out var state) && state.Snapshot.State?.Text == KnownResourceStates.Running);
    }

    private static string DescribeCommands(RunningModel model, string resource)
    {
        Assert.True(model.App.ResourceNotifications.TryGetCurrentState(resource, out var state));
        return string.Join(' ', state.Snapshot.Commands.Where(command => command.Name is not ("start" or "stop" or "restart"))
            .OrderBy(command => command.Name, StringComparer.Ordinal).Select(command => $"{command.Name}:{command.State}"));
    }

    private static string Get(RunningModel model, string resource, string property) =>
        model.App.ResourceNotifications.TryGetCurrentState(resource, out var state) ? Get(state, property) : "";

    private static string Get(ResourceEvent resourceEvent, string property) =>
        resourceEvent.Snapshot.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value as string ?? "";

    private sealed record Roles(string Primary, string[] Replicas);
}

using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;
using Dapper;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Foobar.Tests.Integration;

[Collection(OwnModelCollection.Name)]
public sealed class RecoveryTests(RecoveryModel recovery) : IClassFixture<RecoveryModel>
{
    /// <summary>A member that does not answer is expelled after the engine's 5 s.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private const string ExitAction = "group_replication_exit_state_action";

    [Fact]
    public async Task After_a_complete_outage_the_members_form_the_group_again_and_nothing_is_lost()
    {
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var mark = await WriteMarkAsync(model, primary);

        await model.KillAsync([primary, .. replicas]);
        await UntilTimelineTellsAsync(model, "WritesPaused", isFromMemory: true);
        await model.StartAsync([.. replicas.Reverse(), primary]);
        await UntilWritableAsync(model);

        await UntilAllHaveAsync(model, mark);
        await UntilTimelineTellsAsync(model, "WritesResumed", isFromMemory: false);
    }

    [Fact]
    public async Task On_Kubernetes_a_member_of_the_group_is_ready_and_sends_clients_and_writes_to_others_before_it_stops()
    {
        var model = await GetWholeModelAsync();
        // A quiet group may move its primary meanwhile, once.
        await MemberDatabase.WaitUntilArrangedAsync(model);
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);

        foreach (var member in RunningModel.Members)
            Assert.Equal(0, await MemberScript.RunAsync(model, member, "ready.sh"));
        Assert.NotEqual(0, await MemberScript.RunAsync(model, primary, "ready.sh", password: "wrong"));

        await HandOverAsync(model, replicas[0]);
        Assert.Equal(primary, (await MemberDatabase.GetRolesAsync(model)).Primary);
        await HandOverAsync(model, primary);
        Assert.Contains((await MemberDatabase.GetRolesAsync(model)).Primary, replicas);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_has_lost_its_majority_heals_when_the_others_are_back(bool isPrimaryAmongThem)
    {
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var mark = await WriteMarkAsync(model, primary);
        string[] killed = isPrimaryAmongThem ? [primary, replicas[0]] : replicas;
        var survivor = Assert.Single(RunningModel.Members.Except(killed));

        await model.KillAsync(killed);
        await UntilAsync(model, [survivor], async member => await MemberDatabase.QueryAsync<string>(model, member,
            "SELECT CONCAT(COUNT(*), ' unreachable') FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'UNREACHABLE'"), "2 unreachable");
        await model.StartAsync(killed);

        await UntilAllHaveAsync(model, mark);
        await WriteMarkAsync(model, await UntilWritableAsync(model));
    }

    [Fact]
    public async Task A_primary_that_hung_comes_back_as_a_replica()
    {
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);

        model.Hang(primary);
        await UntilExpelledAsync(model, replicas[0]);
        var mark = await WriteMarkAsync(model, await UntilWritableAsync(model, replicas));
        model.GoOn(primary);

        await UntilAllHaveAsync(model, mark);
        Assert.True(await MemberDatabase.QueryAsync<bool>(model, primary, "SELECT @@super_read_only"));
    }

    [Fact]
    public async Task A_member_that_the_engine_has_given_up_joins_again_and_serves_clients()
    {
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        // The engine's own default, as on a server that the model's arguments did not reach.
        await SetAsync(model, replicas[0], ExitAction, "OFFLINE_MODE");

        model.Hang(replicas[0]);
        await UntilExpelledAsync(model, primary);
        var mark = await WriteMarkAsync(model, primary);
        model.GoOn(replicas[0]);

        await UntilAsync(model, [replicas[0]], async member => await MemberDatabase.QueryAsync<string>(model, member, "SELECT IF(@@offline_mode, 'offline', 'open')"), "offline");
        await UntilAllHaveAsync(model, mark);
        Assert.False(await MemberDatabase.QueryAsync<bool>(model, replicas[0], "SELECT @@offline_mode"));
        await SetAsync(model, replicas[0], ExitAction, "READ_ONLY");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_that_has_lost_its_data_gets_them_from_the_others(bool isLogPurged)
    {
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var mark = await WriteMarkAsync(model, primary);
        if (isLogPurged)
        {
            foreach (var donor in (string[])[primary, replicas[1]])
            {
                await MemberDatabase.QueryAsync<int>(model, donor, "FLUSH BINARY LOGS");
                await MemberDatabase.QueryAsync<int>(model, donor, "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 SECOND");
            }
        }

        await LoseDataAsync(model, replicas[0]);
        await model.StartAsync(replicas[0]);

        await UntilAllHaveAsync(model, mark);
        // With complete logs the engine may do either; without them it has to clone.
        if (isLogPurged)
            Assert.Equal("Completed", await GetCloneStateAsync(model, replicas[0]));
    }

    [Fact]
    public async Task A_member_that_lacks_much_copies_it_from_another_one_instead_of_carrying_it_all_out()
    {
        const int Writers = 8;
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var threshold = await MemberDatabase.QueryAsync<ulong>(model, replicas[0], "SELECT @@group_replication_clone_threshold");
        Assert.InRange(threshold, 1ul, 10_000ul);
        var marks = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteMarkAsync(model, primary)));
        await Task.WhenAll(marks.Select(mark => ChangeAsync(model, mark, times: (int)(threshold / Writers) + 1)));

        await LoseDataAsync(model, replicas[0]);
        await model.StartAsync(replicas[0]);

        await UntilAllHaveAsync(model, marks[0]);
        Assert.Equal("Completed", await GetCloneStateAsync(model, replicas[0]));
    }

    [Fact]
    public async Task A_member_with_transactions_of_its_own_is_named_and_not_touched()
    {
        var model = await GetWholeModelAsync();
        var (_, replicas) = await MemberDatabase.GetRolesAsync(model);
        string own;
        await using (var connection = await MemberDatabase.OpenAsync(model, replicas[0]))
        {
            await LeaveAndWriteAsync(connection);
            own = (await connection.ExecuteScalarAsync<string>("SELECT @@server_uuid"))!;
        }

        await Eventually.BecomesTrueAsync(async _ => (await GetLogAsync(model, FoobarNames.Resources.Database)).Any(line =>
            line.Contains($"{replicas[0]} has transactions that the group does not have", StringComparison.Ordinal) && line.Contains(own, StringComparison.Ordinal)), "its name and transactions in the log");
        // The service may have been letting it in again while it wrote; the engine refuses that.
        await UntilAsync(model, [replicas[0]], member => CountStartsAsync(model, member), "0");
        Assert.Equal("OFFLINE", await MemberDatabase.QueryAsync<string>(model, replicas[0], "SELECT MEMBER_STATE FROM performance_schema.replication_group_members"));
        Assert.Equal(1, await MemberDatabase.QueryAsync<int>(model, replicas[0], "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'own_ways'"));

        await LoseDataAsync(model, replicas[0]);
        await model.StartAsync(replicas[0]);
        await UntilAllOnlineAsync(model);
    }

    [Fact]
    public async Task A_member_that_dies_while_the_group_takes_it_in_comes_back()
    {
        // The engine's 60 to 75 s until it forgets the dead one's address, and the join.
        var limit = Limit + Limit;
        var model = await GetWholeModelAsync();
        var (primary, replicas) = await MemberDatabase.GetRolesAsync(model);
        var mark = await WriteMarkAsync(model, primary);
        var port = await GetGroupPortAsync(model, replicas[0]);
        await UntilAsync(model, [replicas[0]], member => CountStartsAsync(model, member), "0");

        await using (var connection = await MemberDatabase.OpenAsync(model, replicas[0]))
            await connection.ExecuteAsync(new CommandDefinition("STOP GROUP_REPLICATION", cancellationToken: TestContext.Current.CancellationToken));
        // The others connect to it as soon as they have agreed on its address, some tenths of a second before they are one group.
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(!HasVisitors(port)), "nobody is connected to it");
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(HasVisitors(port)), "the others connect to it");
        await model.KillAsync(replicas[0]);
        await model.StartAsync(replicas[0]);

        await UntilAllHaveAsync(model, mark, limit);
        await UntilAllOnlineAsync(model);
    }

    [Fact]
    public async Task The_group_is_formed_however_often_the_service_that_forms_it_is_killed()
    {
        var model = await GetWholeModelAsync();
        await model.KillAsync(FoobarNames.Resources.Database);
        await LoseDataAsync(model, RunningModel.Members);
        await model.StartAsync(RunningModel.Members);
        foreach (var member in RunningModel.Members)
            await model.App.ResourceNotifications.WaitForResourceHealthyAsync(member, TestContext.Current.CancellationToken);

        // Each life is a little longer than the one before, so that the end comes at every step of the work.
        for (var life = TimeSpan.FromMilliseconds(500); life < TimeSpan.FromSeconds(4); life += TimeSpan.FromMilliseconds(350))
        {
            await model.StartAsync(FoobarNames.Resources.Database);
            await Task.Delay(life, TestContext.Current.CancellationToken);
            await model.KillAsync(FoobarNames.Resources.Database);
        }
        await model.StartAsync(FoobarNames.Resources.Database);

        await UntilAllOnlineAsync(model);
        await model.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        var primary = await UntilWritableAsync(model);
        foreach (var member in RunningModel.Members)
            Assert.False(await MemberDatabase.QueryAsync<bool>(model, member, "SELECT @@group_replication_bootstrap_group"));
        await UntilAllHaveAsync(model, await WriteMarkAsync(model, primary));
    }

    /// <summary>Runs what comes before a stop, which does not come here: the member is there for everybody again afterwards.</summary>
    private static async Task HandOverAsync(RunningModel model, string member)
    {
        Assert.Equal(0, await MemberScript.RunAsync(model, member, "hand-over.sh"));
        await UntilAsync(model, [member], async asked => await MemberDatabase.QueryAsync<string>(model, asked,
            "SELECT CONCAT(IF(@@offline_mode, 'offline', 'open'), ', ', COUNT(*), ' of the site') FROM performance_schema.processlist WHERE USER = 'foobar_web'"), "offline, 0 of the site");
        await SetAsync(model, member, "offline_mode", "OFF");
    }

    /// <summary>Takes a member out of its group, once the start of its engine has returned, and writes to it before anybody brings it back.</summary>
    private static Task LeaveAndWriteAsync(MySqlConnection connection) => Eventually.BecomesTrueAsync(async cancellationToken =>
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "SET SESSION group_replication_consistency = 'EVENTUAL'; STOP GROUP_REPLICATION; SET GLOBAL super_read_only = OFF; CREATE DATABASE own_ways", cancellationToken: cancellationToken));
            return true;
        }
        catch (MySqlException exception) when (exception.Message.Contains("Another instance", StringComparison.Ordinal))
        {
            return false;
        }
    }, "the member leaves the group");

    private static async Task<int> GetGroupPortAsync(RunningModel model, string member) =>
        int.Parse((await MemberDatabase.QueryAsync<string>(model, member, "SELECT @@group_replication_local_address"))!.Split(':')[^1], CultureInfo.InvariantCulture);

    /// <summary>Whether anybody has a connection to that port of this machine.</summary>
    private static bool HasVisitors(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Any(connection => connection.RemoteEndPoint.Port == port && connection.State == TcpState.Established);

    /// <summary>How many starts of its engine a member carries out now.</summary>
    private static Task<string?> CountStartsAsync(RunningModel model, string member) =>
        MemberDatabase.QueryAsync<string>(model, member, "SELECT COUNT(*) FROM performance_schema.processlist WHERE INFO LIKE 'START GROUP_REPLICATION%'");

    /// <summary>The model with all members in the group.</summary>
    private async Task<RunningModel> GetWholeModelAsync()
    {
        var model = await recovery.GetAsync();
        await UntilAllOnlineAsync(model);
        return model;
    }

    /// <summary>Waits until the engine allows it: not while a member starts.</summary>
    private static Task SetAsync(RunningModel model, string member, string variable, string value) => UntilAsync(model, [member], async _ =>
    {
        await MemberDatabase.QueryAsync<int>(model, member, $"SET GLOBAL {variable} = {value}");
        return "set";
    }, "set");

    private static async Task LoseDataAsync(RunningModel model, params string[] members)
    {
        var folders = members.Select(model.GetDataFolder).ToArray();
        await model.KillAsync(members);
        foreach (var folder in folders)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes something that nobody else has written, and returns it.</summary>
    private static async Task<string> WriteMarkAsync(RunningModel model, string primary)
    {
        var mark = $"mark{Guid.NewGuid():N}"[..20];
        await WriteAsync(model, primary, "INSERT INTO foobar.users (username, email, password_hash, created_at, updated_at) VALUES (@mark, @mark, '', NOW(6), NOW(6))", new { mark });
        return mark;
    }

    /// <summary>Changes the user of a mark in as many transactions.</summary>
    private static async Task ChangeAsync(RunningModel model, string mark, int times) =>
        await WriteAsync(model, await UntilWritableAsync(model), "UPDATE foobar.users SET bio = @time WHERE username = @mark", Enumerable.Range(0, times).Select(time => new { time, mark }).ToArray());

    /// <summary>Carries a statement out once for each set of parameters, beginning on <paramref name="primary"/>. A quiet group may move its primary meanwhile.</summary>
    private static async Task WriteAsync(RunningModel model, string primary, string sql, params object[] parameters)
    {
        var done = 0;
        while (done < parameters.Length)
        {
            try
            {
                await using var connection = await MemberDatabase.OpenAsync(model, primary);
                for (; done < parameters.Length; done++)
                    await connection.ExecuteAsync(new CommandDefinition(sql, parameters[done], cancellationToken: TestContext.Current.CancellationToken));
            }
            catch (MySqlException exception) when (MemberDatabase.IsOfWrongMember(exception))
            {
                primary = await UntilWritableAsync(model);
            }
        }
    }

    /// <summary>How the last copy ended with which the member replaced its data; null when there was none.</summary>
    private static Task<string?> GetCloneStateAsync(RunningModel model, string member) =>
        MemberDatabase.QueryAsync<string>(model, member, "SELECT STATE FROM performance_schema.clone_status");

    private static Task UntilAllHaveAsync(RunningModel model, string mark, TimeSpan? within = null) => UntilAsync(model, RunningModel.Members,
        async member => await MemberDatabase.QueryAsync<string>(model, member,
            "SELECT IF(EXISTS (SELECT 1 FROM foobar.users WHERE username = @mark), MEMBER_STATE, 'without the data') FROM performance_schema.replication_group_members WHERE MEMBER_ID IN (@@server_uuid, '')",
            new { mark }), "ONLINE", within);

    private static Task UntilAllOnlineAsync(RunningModel model) => UntilAsync(model, RunningModel.Members,
        async member => await MemberDatabase.QueryAsync<string>(model, member,
            "SELECT CONCAT(COUNT(*), ' online') FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'"), "3 online");

    /// <summary>Waits until that is the answer of every member.</summary>
    private static Task UntilAsync(RunningModel model, string[] members, Func<string, Task<string?>> ask, string expected, TimeSpan? within = null) => Eventually.GetAsync<string>(async _ =>
    {
        var seen = new List<string>();
        foreach (var member in members)
            seen.Add($"{member}: {await AskAsync(() => ask(member))}");
        return (seen.TrueForAll(answer => answer.EndsWith($": {expected}", StringComparison.Ordinal)) ? "" : null, string.Join("; ", seen));
    }, within ?? Limit);

    /// <summary>Waits until one of the members takes writes; returns its name.</summary>
    private static Task<string> UntilWritableAsync(RunningModel model, string[]? members = null) => Eventually.GetAsync(async _ =>
    {
        var seen = new List<string>();
        foreach (var member in members ?? RunningModel.Members)
        {
            var answer = await AskAsync(async () => await MemberDatabase.QueryAsync<string>(model, member,
                "SELECT CONCAT(MEMBER_STATE, ' ', MEMBER_ROLE, IF(@@super_read_only, ' read only', '')) FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid"));
            if (answer == "ONLINE PRIMARY")
                return (member, "");
            seen.Add($"{member}: {answer}");
        }
        return (null, string.Join("; ", seen));
    }, Limit);

    private static Task UntilTimelineTellsAsync(RunningModel model, string kind, bool isFromMemory) => Eventually.GetAsync<string>(async _ =>
    {
        using var client = model.CreateInsider(FoobarNames.Resources.Database);
        var timeline = await client.GetJsonAsync("/timeline.json");
        var seen = timeline.ToString();
        return ((timeline.GetProperty("readFrom").ValueKind == JsonValueKind.Null) == isFromMemory && seen.Contains($"\"{kind}\"", StringComparison.Ordinal) ? "" : null, seen);
    }, Limit);

    private static Task UntilExpelledAsync(RunningModel model, string witness) => UntilAsync(model, [witness],
        async member => await MemberDatabase.QueryAsync<string>(model, member, "SELECT CONCAT(COUNT(*), ' members') FROM performance_schema.replication_group_members"), "2 members");

    private static async Task<List<string>> GetLogAsync(RunningModel model, string resource)
    {
        var lines = new List<string>();
        var found = model.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(candidate => candidate.Name == resource);
        await foreach (var batch in model.App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(found).WithCancellation(TestContext.Current.CancellationToken))
            lines.AddRange(batch.Select(line => line.Content));
        return lines;
    }

    private static async Task<string?> AskAsync(Func<Task<string?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (MySqlException exception)
        {
            return exception.Message;
        }
    }
}

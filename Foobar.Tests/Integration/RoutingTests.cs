using System.Collections.Concurrent;
using Dapper;
using Foobar.ServiceDefaults;
using Foobar.Tests.Support;
using Foobar.Web.Data;
using Foobar.Web.Data.Idempotency;
using Foobar.Web.Data.Routing;

namespace Foobar.Tests.Integration;

/// <summary>The routing data source without the site: over a plain primary with asynchronous replicas, and over a single server.</summary>
[Collection(ModelCollection.Name)]
public sealed class RoutingTests(PlainServers servers) : IClassFixture<PlainServers>
{
    [Fact]
    public async Task Roles_come_from_the_read_only_flag_alone()
    {
        await using var routed = await RoutedSource.StartAsync(servers.Members);

        Assert.Equal("plain-1: Primary; plain-2: Replica; plain-3: Replica", routed.Snapshot.ToString());
    }

    [Fact]
    public async Task Eventual_reads_take_turns_strong_ones_and_writes_go_to_the_primary()
    {
        await using var routed = await RoutedSource.StartAsync(servers.Members);

        var eventual = new[] { await routed.ReadServerIdAsync(ReadLevel.Eventual), await routed.ReadServerIdAsync(ReadLevel.Eventual) };
        var strong = await routed.ReadServerIdAsync(ReadLevel.Strong);

        Assert.Equal([2, 3], eventual.Order());
        Assert.Equal(1, strong);
        Assert.Equal(2, routed.Count("foobar.mysql.reads member=plain-2 level=eventual") + routed.Count("foobar.mysql.reads member=plain-3 level=eventual"));
        Assert.Equal(1, routed.Count("foobar.mysql.fallbacks level=strong"));
    }

    [Fact]
    public async Task A_visitor_reads_what_they_have_written_from_a_replica_and_waits_for_it_once()
    {
        await using var routed = await RoutedSource.StartAsync(servers.Members);
        var position = VisitorPosition.Of(null);
        await using (var connection = await routed.Source.OpenWriteAsync(Token))
        {
            await connection.ExecuteAsync("REPLACE INTO plain.numbers VALUES (1)");
            position.Advance(await FreshnessGate.ReadPositionAsync(connection));
        }

        var server = await routed.ReadServerIdAsync(position.Level.For(7));
        var waits = routed.Count("foobar.mysql.position_waits");
        for (var i = 0; i < 5; i++)
            Assert.Equal(server, await routed.ReadServerIdAsync(position.Level.For(7)));

        Assert.NotEqual(1, server);
        Assert.InRange(waits, 0, 1);
        Assert.Equal(waits, routed.Count("foobar.mysql.position_waits"));
    }

    [Fact]
    public async Task A_position_of_another_history_is_forgotten_and_the_read_answered()
    {
        await using var routed = await RoutedSource.StartAsync(servers.Members, ("PositionWait", "00:00:00.05"));
        var position = VisitorPosition.Of(GtidSet.Parse("11111111-1111-1111-1111-111111111111:1-5"));

        Assert.Equal(1, await routed.ReadServerIdAsync(position.Level));

        Assert.True(position.HasChanged);
        Assert.Null(position.Value);
    }

    [Fact]
    public async Task A_single_server_answers_everything()
    {
        await using var routed = await RoutedSource.StartAsync(Single(), ("PrimaryReadLimit", "1"));
        await using var read = await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token);
        await using var another = await routed.Source.OpenReadAsync(ReadLevel.Strong, Token);
        await using var write = await routed.Source.OpenWriteAsync(Token);

        Assert.Equal(1, await routed.ReadServerIdAsync(ReadLevel.Strong));
        Assert.Equal(0, routed.Count("foobar.mysql.fallbacks"));
    }

    [Fact]
    public async Task Without_replicas_the_primary_answers_so_many_reads_at_a_time_and_no_more()
    {
        var lonely = new Dictionary<string, string> { ["plain-1"] = servers.Members["plain-1"], ["gone"] = "Server=127.0.0.1;Port=1;User ID=root" };
        await using var routed = await RoutedSource.StartAsync(lonely, ("PrimaryReadLimit", "2"), ("ReadDeadline", "00:00:00.5"));
        var first = await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token);
        await using var second = await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token);

        var refused = await Assert.ThrowsAsync<MemberUnavailableException>(async () => await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token));
        await first.DisposeAsync();
        await using var third = await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token);

        Assert.Contains("plain-1: Primary (answers 2 reads at a time in place of replicas, and no more)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("gone: Unreachable", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, routed.Count("foobar.mysql.fallbacks level=eventual"));
    }

    [Fact]
    public async Task A_member_answers_so_many_reads_at_a_time_and_the_others_wait_in_their_order()
    {
        await using var routed = await RoutedSource.StartAsync(Single(), ("ReadLimit", "2"));
        var began = new ConcurrentQueue<int>();
        var reads = new List<(TaskCompletionSource End, Task Read)>();
        for (var number = 0; number < 4; number++)
        {
            reads.Add(StartRead(routed, number, began));
            var (running, waiting) = (Math.Min(number + 1, 2), Math.Max(number - 1, 0));
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(began.Count == running && routed.Cluster.Members[0].Reads.Waiting == waiting), $"{running} reads to run and {waiting} to wait");
        }

        foreach (var (ended, (end, read)) in reads.Index())
        {
            end.SetResult();
            await read;
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(began.Count == Math.Min(ended + 3, 4)), "the next read to run");
        }

        Assert.Equal([0, 1, 2, 3], began);
        Assert.Equal(0, routed.Cluster.Members[0].Reads.Waiting);
    }

    [Fact]
    public async Task A_read_whose_turn_does_not_come_in_time_is_an_error_that_says_so()
    {
        await using var routed = await RoutedSource.StartAsync(Single(), ("ReadLimit", "1"), ("ReadDeadline", "00:00:00.5"));
        await using var connection = await routed.Source.OpenReadAsync(ReadLevel.Eventual, Token);
        await routed.Cluster.Members[0].Reads.EnterAsync(TimeSpan.Zero, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<MemberUnavailableException>(() => routed.Database.ReadAsync(ReadLevel.Eventual, (_, _) => Task.FromResult(true), Token));
        routed.Cluster.Members[0].Reads.Leave();

        Assert.Contains("It answers 1 reads at a time, and none of them ended in time.", refused.Message, StringComparison.Ordinal);
        Assert.True(await routed.Database.ReadAsync(ReadLevel.Eventual, (_, _) => Task.FromResult(true), Token));
    }

    [Fact]
    public async Task Reads_that_run_and_reads_that_wait_go_on_elsewhere_when_their_member_is_lost()
    {
        await using var routed = await RoutedSource.StartAsync(Single(), ("ReadLimit", "1"));
        var member = routed.Cluster.Members[0];
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        var running = routed.Database.ReadAsync(ReadLevel.Eventual, async (_, _) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
                await hung.Task;
            return true;
        }, Token);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(Volatile.Read(ref runs) == 1), "the first read to run");
        var waiting = routed.Database.ReadAsync(ReadLevel.Eventual, (_, _) => Task.FromResult(true), Token);
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(member.Reads.Waiting == 1), "the second read to wait");

        await member.AbandonAsync();

        Assert.True(await running);
        Assert.True(await waiting);
        Assert.Equal(2, runs);
        Assert.Equal(0, member.Reads.Waiting);
        hung.SetResult();
    }

    [Fact]
    public async Task When_nobody_can_write_the_error_lists_every_member_with_its_reason()
    {
        var replicas = servers.Members.Where(member => member.Key != "plain-1").Append(new("gone", "Server=127.0.0.1;Port=1;User ID=root")).ToDictionary();
        await using var routed = await RoutedSource.StartAsync(replicas, ("WriteDeadline", "00:00:00.3"));

        var refused = await Assert.ThrowsAsync<MemberUnavailableException>(async () => await routed.Source.OpenWriteAsync(Token));

        Assert.Matches(@"^No MySQL member for a write within 0\.\d s: plain-2: Replica; plain-3: Replica; gone: Unreachable \(.+\)\.$", refused.Message);
    }

    [Fact]
    public async Task What_a_request_has_waited_for_a_member_is_not_waited_again()
    {
        var replicas = servers.Members.Where(member => member.Key != "plain-1").ToDictionary();
        await using var routed = await RoutedSource.StartAsync(replicas, ("WriteDeadline", "00:00:02"));

        SharedDeadline.Begin();
        var first = await WriteAsync();
        var second = await WriteAsync();
        SharedDeadline.Begin();
        var ofAnotherRequest = await WriteAsync();

        Assert.Matches(@"^No MySQL member for a write within [2-9](\.\d)? s", first.Message);
        Assert.Matches(@"^No MySQL member for a write within 0(\.\d)? s", second.Message);
        Assert.Matches(@"^No MySQL member for a write within [2-9](\.\d)? s", ofAnotherRequest.Message);

        async Task<MemberUnavailableException> WriteAsync() => await Assert.ThrowsAsync<MemberUnavailableException>(
            () => routed.Database.WriteAsync(WriteRequest.Own(), (_, _, _) => Task.FromResult(true), Token));
    }

    [Fact]
    public async Task A_replica_that_stands_still_is_left_out_and_taken_back_when_it_has_caught_up()
    {
        await using var routed = await RoutedSource.StartAsync(servers.Members, ("LagLimit", "00:00:00.4"));
        await servers.ExecuteAsync("plain-2", "STOP REPLICA SQL_THREAD");
        try
        {
            await servers.ExecuteAsync("plain-1", "REPLACE INTO plain.numbers VALUES (2)");
            await Eventually.BecomesTrueAsync(_ => Task.FromResult(RoleOf(routed, "plain-2") == MemberRole.Lagging), "plain-2 is lagging");
            for (var i = 0; i < 4; i++)
                Assert.Equal(3, await routed.ReadServerIdAsync(ReadLevel.Eventual));
        }
        finally
        {
            await servers.ExecuteAsync("plain-2", "START REPLICA SQL_THREAD");
        }
        await Eventually.BecomesTrueAsync(_ => Task.FromResult(RoleOf(routed, "plain-2") == MemberRole.Replica), "plain-2 is a replica again");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Single() => new() { ["plain-1"] = servers.Members["plain-1"] };

    /// <summary>A read that notes its number when its turn has come, and runs until it is told to end.</summary>
    private static (TaskCompletionSource End, Task Read) StartRead(RoutedSource routed, int number, ConcurrentQueue<int> began)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (end, routed.Database.ReadAsync(ReadLevel.Eventual, async (_, _) =>
        {
            began.Enqueue(number);
            await end.Task;
            return true;
        }, Token));
    }

    private static MemberRole RoleOf(RoutedSource routed, string member) => routed.Snapshot.Members.Single(status => status.Name == member).Role;
}

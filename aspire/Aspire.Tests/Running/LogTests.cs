using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Tests.Running;

public sealed class LogTests
{
    [Fact]
    public async Task A_log_has_both_streams_and_tells_them_apart()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "echo out; echo err >&2; printf unfinished");
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Finished);
        var lines = await ReadAsync(Logs(application).GetAllAsync(worker.Resource));
        Assert.False(lines.Single(line => line.WithoutTime() == "out").IsErrorMessage);
        Assert.True(lines.Single(line => line.WithoutTime() == "err").IsErrorMessage);
        Assert.Contains(lines, line => line.WithoutTime() == "unfinished");
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => line.LineNumber));
        Assert.All(lines, line => Assert.True(DateTimeOffset.TryParse(line.Content.Split(' ')[0], out _)));
    }

    [Fact]
    public async Task A_watcher_gets_the_backlog_then_new_lines_and_ends_when_the_log_is_complete()
    {
        using var logs = new ResourceLoggerService();
        logs.GetLogger("worker").LogInformation("before");
        await using var watcher = logs.WatchAsync("worker").GetAsyncEnumerator(Token);
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(["before"], watcher.Current.Select(RunningApplication.WithoutTime));
        var next = watcher.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        logs.GetLogger("worker").LogError("after");
        Assert.True(await next);
        var line = Assert.Single(watcher.Current);
        Assert.Equal((2, "after", true), (line.LineNumber, line.WithoutTime(), line.IsErrorMessage));
        logs.Complete("worker");
        Assert.False(await watcher.MoveNextAsync());
        Assert.Equal(["before", "after"], (await ReadAsync(logs.WatchAsync("worker"))).Select(RunningApplication.WithoutTime));
    }

    [Fact]
    public async Task The_lines_that_are_there_can_be_had_without_waiting()
    {
        using var logs = new ResourceLoggerService();
        Assert.Empty(await ReadAsync(logs.GetAllAsync("worker")));
        logs.GetLogger("worker").LogInformation("one");
        logs.GetLogger("other").LogInformation("two");
        Assert.Equal(["one"], (await ReadAsync(logs.GetAllAsync("worker"))).Select(RunningApplication.WithoutTime));
        logs.ClearBacklog("worker");
        Assert.Empty(await ReadAsync(logs.GetAllAsync("worker")));
    }

    [Fact]
    public async Task The_log_of_a_replicated_resource_is_that_of_all_replicas()
    {
        await using var builder = TestModel.Create();
        var web = builder.AddTestApp("web").WithReplicas(2).WithExplicitStart();
        var application = await builder.StartAsync();
        foreach (var id in web.Resource.GetInstanceIds())
            Logs(application).GetLogger(id).LogInformation("from {Id}", id);
        Logs(application).GetLogger(web.Resource).LogInformation("to both");
        var expected = web.Resource.GetInstanceIds().SelectMany(id => new[] { $"from {id}", "to both" }).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await application.GetLogAsync(web.Resource)).Order(StringComparer.Ordinal));

        var watched = new List<string>();
        await foreach (var batch in Logs(application).WatchAsync(web.Resource).WithCancellation(Token))
        {
            watched.AddRange(batch.Select(RunningApplication.WithoutTime));
            if (watched.Count >= 4)
                break;
        }
        Assert.Equal(expected, watched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_asks_hears_whether_a_log_is_watched()
    {
        using var logs = new ResourceLoggerService();
        await using var subscribers = logs.WatchAnySubscribersAsync(Token).GetAsyncEnumerator(Token);
        var next = subscribers.MoveNextAsync().AsTask();
        logs.GetLogger("worker").LogInformation("line");
        var watcher = logs.WatchAsync("worker").GetAsyncEnumerator(Token);
        await watcher.MoveNextAsync();
        Assert.True(await next);
        Assert.Equal(new LogSubscriber("worker", AnySubscribers: true), subscribers.Current);
        await watcher.DisposeAsync();
        Assert.True(await subscribers.MoveNextAsync());
        Assert.Equal(new LogSubscriber("worker", AnySubscribers: false), subscribers.Current);
    }

    [Fact]
    public async Task A_line_without_end_is_cut_into_pieces()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddShell("worker", "head -c 150000 /dev/zero | tr '\\0' x");
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Finished);
        var pieces = (await application.GetLogAsync(worker.Resource)).Where(line => line.StartsWith("xx", StringComparison.Ordinal)).Select(line => line.Length);
        Assert.Equal([65536, 65536, 150000 - (2 * 65536)], pieces);
    }

    [Fact]
    public async Task A_log_keeps_the_last_ten_thousand_lines()
    {
        using var logs = new ResourceLoggerService();
        for (var i = 1; i <= 10_001; i++)
            logs.GetLog("worker").Write($"{i}", isError: false);
        var lines = await ReadAsync(logs.GetAllAsync("worker"));
        Assert.Equal((10_000, 2, 10_001), (lines.Count, lines[0].LineNumber, lines[^1].LineNumber));
    }

    [Fact]
    public async Task Lines_go_to_the_log_of_the_application_too()
    {
        var collected = new CollectingLogs();
        await using var builder = TestModel.Create();
        builder.Services.AddLogging(logging => logging.AddProvider(collected));
        builder.AddShell("worker", "echo out; echo err >&2");
        var application = await builder.StartAsync();
        await application.UntilAsync("worker", KnownResourceStates.Finished);
        Assert.Contains(collected.Entries, entry => entry.Level == LogLevel.Information && entry.Text.EndsWith(": out", StringComparison.Ordinal)
            && entry.Category.Contains(".Resources.worker", StringComparison.Ordinal));
        Assert.Contains(collected.Entries, entry => entry.Level == LogLevel.Error && entry.Text.EndsWith(": err", StringComparison.Ordinal));
    }

    private static ResourceLoggerService Logs(DistributedApplication application) => application.Services.GetRequiredService<ResourceLoggerService>();

    private static async Task<List<LogLine>> ReadAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> batches)
    {
        var lines = new List<LogLine>();
        await foreach (var batch in batches.WithCancellation(Token))
            lines.AddRange(batch);
        return lines;
    }
}

using System.IO.Pipelines;
using System.Text;
using Foobar.Gateway.Transport;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Gateway.Transport;

public sealed class PolledWriterTests : IAsyncLifetime
{
    private const int MoreThanFits = 32 * 1024 * 1024;

    private readonly ManualScheduler _scheduler = new();
    private SocketPair _connection = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connection = await SocketPair.ConnectAsync();

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_flushed_in_short_succession_goes_out_as_one()
    {
        var writer = Gathering();
        await writer.WriteAsync("one "u8.ToArray(), Cancellation);
        await writer.WriteAsync("two "u8.ToArray(), Cancellation);
        await writer.WriteAsync("three"u8.ToArray(), Cancellation);
        Assert.Equal("", Sent());

        Assert.Equal(1, _scheduler.Run());

        Assert.Equal("one two three", Sent());
    }

    [Fact]
    public async Task After_that_it_goes_on_the_same_way()
    {
        var writer = Gathering();
        await writer.WriteAsync("one"u8.ToArray(), Cancellation);
        _scheduler.Run();
        Assert.Equal("one", Sent());

        await writer.WriteAsync("two"u8.ToArray(), Cancellation);
        Assert.Equal("", Sent());
        _scheduler.Run();

        Assert.Equal("two", Sent());
    }

    [Fact]
    public async Task Where_nobody_does_it_later_it_is_done_at_once()
    {
        var writer = new PolledWriter(_connection.Own, () => null);

        await writer.WriteAsync("one"u8.ToArray(), Cancellation);

        Assert.Equal("one", Sent());
    }

    [Fact]
    public async Task Who_does_it_later_is_asked_each_time()
    {
        var answers = new Queue<PipeScheduler?>([null, _scheduler, null]);
        var writer = new PolledWriter(_connection.Own, answers.Dequeue);
        await writer.WriteAsync("one "u8.ToArray(), Cancellation);
        Assert.Equal("one ", Sent());

        await writer.WriteAsync("two "u8.ToArray(), Cancellation);
        Assert.Equal("", Sent());
        await writer.WriteAsync("three"u8.ToArray(), Cancellation);

        Assert.Equal("two three", Sent());
        _scheduler.Run();
        Assert.Equal("", Sent());
    }

    [Theory]
    [InlineData(PolledWriter.Enough)]
    [InlineData(5 * PolledWriter.Enough)]
    public async Task Much_goes_out_at_once(int length)
    {
        var writer = Gathering();
        var content = Content(length);

        var flush = writer.WriteAsync(content, Cancellation);

        Assert.Equal(content, await _connection.ReceiveAsync(length));
        Assert.False((await flush).IsCompleted);
        Assert.Equal(0, _scheduler.Run());
    }

    [Fact]
    public async Task What_is_being_written_is_not_sent_by_halves()
    {
        var writer = Gathering();
        await writer.WriteAsync("one "u8.ToArray(), Cancellation);
        var memory = writer.GetMemory(3);

        _scheduler.Run();
        Assert.Equal("", Sent());
        "two"u8.CopyTo(memory.Span);
        writer.Advance(3);
        await writer.FlushAsync(Cancellation);
        _scheduler.Run();

        Assert.Equal("one two", Sent());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    [InlineData(70_000)]
    public async Task What_is_written_in_pieces_goes_out_in_their_order(int piece)
    {
        var writer = Gathering();
        var content = Content(300_000);
        var received = _connection.ReceiveAsync(content.Length);

        for (var at = 0; at < content.Length; at += piece)
        {
            var part = content.AsMemory(at, Math.Min(piece, content.Length - at));
            part.CopyTo(writer.GetMemory(part.Length));
            writer.Advance(part.Length);
            if (at / piece % 3 == 0)
                await writer.FlushAsync(Cancellation);
            if (at / piece % 7 == 0)
                _scheduler.Run();
        }
        await writer.FlushAsync(Cancellation);
        _scheduler.Run();

        Assert.Equal(content, await received);
    }

    [Fact]
    public async Task When_there_is_no_room_the_writer_waits_and_nothing_is_forgotten()
    {
        var writer = Gathering();
        var content = Content(MoreThanFits);
        var waiting = writer.WriteAsync(content, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        Assert.Equal(content, await _connection.ReceiveAsync(content.Length));
        Assert.False((await waiting).IsCompleted);
        await writer.WriteAsync("the end"u8.ToArray(), Cancellation);
        _scheduler.Run();

        Assert.Equal("the end", Sent());
    }

    [Fact]
    public async Task What_was_left_for_later_goes_out_before_what_waits_for_room()
    {
        var writer = Gathering();
        await writer.WriteAsync("one"u8.ToArray(), Cancellation);
        var content = Content(MoreThanFits);
        var waiting = writer.WriteAsync(content, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        _scheduler.Run();

        byte[] all = [.. "one"u8, .. content];
        Assert.Equal(all, await _connection.ReceiveAsync(all.Length));
        await waiting;
    }

    [Fact]
    public async Task Who_waits_for_room_can_give_up_and_what_was_written_is_sent_all_the_same()
    {
        using var givingUp = new CancellationTokenSource();
        var writer = Gathering();
        var content = Content(MoreThanFits);
        var waiting = writer.WriteAsync(content, givingUp.Token).AsTask();

        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(content, await _connection.ReceiveAsync(content.Length));
    }

    [Fact]
    public async Task Who_waits_for_room_can_be_told_to_give_up()
    {
        var writer = Gathering();
        var waiting = writer.WriteAsync(Content(MoreThanFits), Cancellation).AsTask();

        writer.CancelPendingFlush();

        Assert.True((await waiting).IsCanceled);
    }

    [Fact]
    public async Task Who_is_told_to_give_up_before_it_waits_is_told_by_the_next_flush_alone()
    {
        var writer = Gathering();
        writer.CancelPendingFlush();

        Assert.True((await writer.WriteAsync("one"u8.ToArray(), Cancellation)).IsCanceled);
        Assert.False((await writer.WriteAsync("two"u8.ToArray(), Cancellation)).IsCanceled);
    }

    [Fact]
    public async Task The_writer_learns_that_nobody_is_there_any_more()
    {
        var writer = Gathering();
        _connection.Reset();

        await Eventually.BecomesTrueAsync(async cancellationToken =>
        {
            var flush = await writer.WriteAsync("one"u8.ToArray(), cancellationToken);
            _scheduler.Run();
            return flush.IsCompleted;
        }, "the flush is completed");
    }

    [Fact]
    public async Task Who_waits_for_room_learns_that_nobody_is_there_any_more()
    {
        var writer = Gathering();
        var waiting = writer.WriteAsync(Content(MoreThanFits), Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        _connection.Reset();

        Assert.True((await waiting).IsCompleted);
    }

    [Fact]
    public async Task What_was_flushed_before_the_end_goes_out()
    {
        var writer = Gathering();
        await writer.WriteAsync("the last word"u8.ToArray(), Cancellation);

        await writer.CompleteAsync();

        Assert.Equal("the last word", Sent());
        Assert.Equal(1, _scheduler.Run());
        Assert.Equal("", Sent());
    }

    [Fact]
    public async Task What_has_no_room_at_the_end_is_waited_for()
    {
        var writer = Gathering();
        var content = Content(MoreThanFits);
        content.CopyTo(writer.GetMemory(content.Length));
        writer.Advance(content.Length);
        await writer.CompleteAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => writer.DrainAsync(TimeSpan.FromMilliseconds(1)));

        var received = _connection.ReceiveAsync(content.Length);
        await writer.DrainAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(content, await received);
    }

    private PolledWriter Gathering() => new(_connection.Own, () => _scheduler);

    /// <summary>What has arrived since the last time; over loopback it is there when it has been sent.</summary>
    private string Sent()
    {
        if (_connection.Other.Available == 0)
            return "";
        var bytes = new byte[1024];
        return Encoding.UTF8.GetString(bytes, 0, _connection.Other.Receive(bytes));
    }

    private static byte[] Content(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Does what it has to do when the test says so.</summary>
    private sealed class ManualScheduler : PipeScheduler
    {
        private readonly Queue<Action> _waiting = new();

        public override void Schedule(Action<object?> action, object? state) => _waiting.Enqueue(() => action(state));

        /// <summary>Does it all; how much it was.</summary>
        public int Run()
        {
            var count = 0;
            for (; _waiting.TryDequeue(out var action); count++)
                action();
            return count;
        }
    }
}

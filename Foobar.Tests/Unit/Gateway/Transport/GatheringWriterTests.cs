using System.IO.Pipelines;
using System.Text;
using Foobar.Gateway.Transport;

namespace Foobar.Tests.Unit.Gateway.Transport;

public sealed class GatheringWriterTests
{
    private readonly ManualScheduler _scheduler = new();
    private readonly Pipe _connection = new(new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50, useSynchronizationContext: false));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task What_is_not_http_2_goes_out_at_once(bool? isHttp2)
    {
        var writer = Gathering(() => isHttp2);

        await writer.WriteAsync("one"u8.ToArray(), Cancellation);

        Assert.Equal("one", Sent());
        Assert.Equal(0, _scheduler.Run());
    }

    [Fact]
    public async Task The_protocol_is_asked_for_until_it_is_agreed_on()
    {
        var answers = new Queue<bool?>([null, null, true]);
        var writer = Gathering(answers.Dequeue);
        await writer.WriteAsync("hello "u8.ToArray(), Cancellation);
        await writer.WriteAsync("finished"u8.ToArray(), Cancellation);
        Assert.Equal("hello finished", Sent());

        await writer.WriteAsync("one "u8.ToArray(), Cancellation);
        await writer.WriteAsync("two"u8.ToArray(), Cancellation);
        Assert.Equal("", Sent());
        _scheduler.Run();

        Assert.Equal("one two", Sent());
    }

    [Fact]
    public async Task Much_goes_out_at_once()
    {
        var writer = Gathering();

        var flush = writer.WriteAsync(new byte[GatheringWriter.Enough], Cancellation);

        Assert.Equal(GatheringWriter.Enough, Sent().Length);
        await flush;
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

    [Fact]
    public async Task When_there_is_no_room_the_writer_waits_and_nothing_is_forgotten()
    {
        var writer = Gathering();
        await writer.WriteAsync(new byte[100], Cancellation);
        _scheduler.Run();

        var waiting = writer.WriteAsync("the end"u8.ToArray(), Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(100, Sent().Length);
        await waiting;
        _scheduler.Run();

        Assert.Equal("the end", Sent());
    }

    [Fact]
    public async Task A_flush_that_was_left_for_later_does_not_disturb_one_that_waits()
    {
        var writer = Gathering();
        await writer.WriteAsync("one"u8.ToArray(), Cancellation);
        var waiting = writer.WriteAsync(new byte[GatheringWriter.Enough], Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        _scheduler.Run();
        Assert.Equal(3 + GatheringWriter.Enough, Sent().Length);
        await waiting;

        await writer.WriteAsync("the end"u8.ToArray(), Cancellation);
        _scheduler.Run();
        Assert.Equal("the end", Sent());
    }

    [Fact]
    public async Task Who_waits_for_room_can_give_up()
    {
        using var givingUp = new CancellationTokenSource();
        var writer = Gathering();
        await writer.WriteAsync(new byte[100], Cancellation);
        _scheduler.Run();
        var waiting = writer.WriteAsync("the end"u8.ToArray(), givingUp.Token).AsTask();

        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task The_writer_learns_that_nobody_reads_any_more()
    {
        var writer = Gathering();
        await _connection.Reader.CompleteAsync();

        Assert.False((await writer.WriteAsync("one"u8.ToArray(), Cancellation)).IsCompleted);
        _scheduler.Run();

        Assert.True((await writer.WriteAsync("two"u8.ToArray(), Cancellation)).IsCompleted);
    }

    [Fact]
    public async Task The_writer_learns_that_a_flush_failed()
    {
        var writer = Gathering();
        await _connection.Reader.CompleteAsync(new IOException("reset"));
        await writer.WriteAsync("one"u8.ToArray(), Cancellation);

        _scheduler.Run();

        await Assert.ThrowsAsync<IOException>(async () => await writer.WriteAsync("two"u8.ToArray(), Cancellation));
    }

    [Fact]
    public async Task What_was_flushed_before_the_end_goes_out()
    {
        var writer = Gathering();
        await writer.WriteAsync("the last word"u8.ToArray(), Cancellation);

        await writer.CompleteAsync();
        _scheduler.Run();

        Assert.Equal("the last word", Sent());
    }

    private GatheringWriter Gathering(Func<bool?>? isHttp2 = null) => new(_connection.Writer, _scheduler, isHttp2 ?? (() => true));

    /// <summary>What went out since the last time.</summary>
    private string Sent()
    {
        if (!_connection.Reader.TryRead(out var read))
            return "";
        var text = Encoding.UTF8.GetString(read.Buffer);
        _connection.Reader.AdvanceTo(read.Buffer.End);
        return text;
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

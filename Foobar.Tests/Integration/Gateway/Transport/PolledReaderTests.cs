using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Foobar.Gateway.Transport;
using Microsoft.AspNetCore.Connections;

namespace Foobar.Tests.Integration.Gateway.Transport;

public sealed class PolledReaderTests : IAsyncLifetime
{
    private SocketPair _connection = null!;
    private PolledReader _reader = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = await SocketPair.ConnectAsync();
        _reader = new PolledReader(_connection.Own);
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_not_consumed_comes_again_with_what_follows()
    {
        Send("GET / HT");
        await ReadUntilAsync("GET / HT");

        Send("TP/1.1");

        await ReadUntilAsync("GET / HTTP/1.1");
    }

    [Fact]
    public async Task What_was_consumed_does_not_come_again()
    {
        Send("one two");
        var read = await ReadUntilAsync("one two", advance: false);
        _reader.AdvanceTo(read.Buffer.GetPosition(4), read.Buffer.End);

        Send(" three");

        await ReadUntilAsync("two three");
    }

    [Fact]
    public async Task What_was_not_examined_comes_again_at_once()
    {
        Send("one two");
        var read = await ReadUntilAsync("one two", advance: false);
        _reader.AdvanceTo(read.Buffer.GetPosition(4));

        var again = await _reader.ReadAsync(Cancellation);

        Assert.Equal("two", Encoding.UTF8.GetString(again.Buffer));
    }

    [Fact]
    public void Nothing_is_there_before_something_was_sent() => Assert.False(_reader.TryRead(out _));

    [Fact]
    public async Task Much_that_is_not_consumed_is_kept_whole()
    {
        var content = new string([.. Enumerable.Range(0, 1_000_000).Select(i => (char)('a' + i % 25))]);
        var sending = Task.Run(() => Send(content), Cancellation);

        await ReadUntilAsync(content);

        await sending;
    }

    [Fact]
    public async Task Much_comes_through_in_its_order()
    {
        var content = new byte[8_000_000];
        new Random(1).NextBytes(content);
        var sending = Task.Run(() => _connection.Other.Send(content), Cancellation);
        using var all = new MemoryStream();

        while (all.Length < content.Length)
        {
            var read = await _reader.ReadAsync(Cancellation);
            foreach (var piece in read.Buffer)
                all.Write(piece.Span);
            _reader.AdvanceTo(read.Buffer.End);
        }

        Assert.Equal(content, all.ToArray());
        Assert.Equal(content.Length, await sending);
    }

    [Fact]
    public async Task The_end_is_told_after_all_that_came_before_it()
    {
        Send("the last word");
        _connection.Other.Shutdown(SocketShutdown.Send);

        var read = await ReadUntilAsync("the last word", advance: false);
        while (!read.IsCompleted)
        {
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await _reader.ReadAsync(Cancellation);
        }

        Assert.Equal("the last word", Encoding.UTF8.GetString(read.Buffer));
    }

    [Fact]
    public async Task Who_waits_learns_of_the_end()
    {
        var reading = _reader.ReadAsync(Cancellation).AsTask();

        _connection.Other.Shutdown(SocketShutdown.Send);

        Assert.True((await reading) is { IsCompleted: true, Buffer.IsEmpty: true });
    }

    [Fact]
    public async Task Who_waits_learns_that_the_connection_is_broken()
    {
        var reading = _reader.ReadAsync(Cancellation).AsTask();

        _connection.Reset();

        await Assert.ThrowsAsync<ConnectionResetException>(() => reading);
    }

    [Fact]
    public async Task Who_waits_learns_that_the_connection_has_been_closed_here()
    {
        var reading = _reader.ReadAsync(Cancellation).AsTask();

        _connection.Own.Dispose();

        await Assert.ThrowsAsync<ConnectionAbortedException>(() => reading);
    }

    [Fact]
    public async Task Who_waits_can_give_up_and_read_later()
    {
        using var givingUp = new CancellationTokenSource();
        var reading = _reader.ReadAsync(givingUp.Token).AsTask();

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Send("one");
        await ReadUntilAsync("one");
    }

    [Fact]
    public async Task Who_waits_can_be_told_to_give_up()
    {
        var reading = _reader.ReadAsync(Cancellation).AsTask();

        _reader.CancelPendingRead();

        var read = await reading;
        Assert.True(read is { IsCanceled: true, IsCompleted: false });
        _reader.AdvanceTo(read.Buffer.End);
        Send("one");
        await ReadUntilAsync("one");
    }

    private void Send(string text) => Assert.Equal(text.Length, _connection.Other.Send(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads until this is there, and nothing else.</summary>
    private async Task<ReadResult> ReadUntilAsync(string expected, bool advance = true)
    {
        var read = await _reader.ReadAsync(Cancellation);
        while (read.Buffer.Length < expected.Length)
        {
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await _reader.ReadAsync(Cancellation);
        }
        Assert.Equal(expected, Encoding.UTF8.GetString(read.Buffer));
        if (advance)
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return read;
    }
}

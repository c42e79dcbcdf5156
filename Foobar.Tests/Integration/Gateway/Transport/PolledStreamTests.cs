using System.Net;
using System.Net.Sockets;
using Foobar.Gateway.Transport;

namespace Foobar.Tests.Integration.Gateway.Transport;

public sealed class PolledStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_connects_and_bytes_go_both_ways()
    {
        using var listener = Listen();
        await using var stream = new PolledStream(await PolledSocket.ConnectAsync([IPAddress.Loopback], PortOf(listener), Cancellation));
        using var other = await listener.AcceptAsync(Cancellation);

        await stream.WriteAsync("question"u8.ToArray(), Cancellation);
        var received = new byte[8];
        Assert.Equal(8, await other.ReceiveAsync(received, Cancellation));
        other.Send("answer"u8);

        Assert.Equal("question"u8, received);
        Assert.Equal(6, await stream.ReadAsync(received, Cancellation));
        Assert.Equal("answer"u8, received.AsSpan(0, 6));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_an_error_that_says_so()
    {
        var failure = await Assert.ThrowsAsync<SocketException>(() => PolledSocket.ConnectAsync([IPAddress.Loopback], FindFreePort(), Cancellation));

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact]
    public async Task Of_several_addresses_the_first_where_somebody_answers_is_taken()
    {
        using var listener = Listen();

        using var socket = await PolledSocket.ConnectAsync([IPAddress.IPv6Loopback, IPAddress.Parse("127.0.0.2"), IPAddress.Loopback], PortOf(listener), Cancellation);

        using var other = await listener.AcceptAsync(Cancellation);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)other.LocalEndPoint!).Address);
    }

    [Fact]
    public async Task An_attempt_to_connect_can_be_given_up()
    {
        // Nobody accepts, and there is no room for more who wait for it: the system leaves the next ones without an answer.
        using var listener = Listen(backlog: 0);
        using var first = await PolledSocket.ConnectAsync([IPAddress.Loopback], PortOf(listener), Cancellation);
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var connecting = PolledSocket.ConnectAsync([IPAddress.Loopback], PortOf(listener), givingUp.Token);
        Assert.False(connecting.IsCompleted);

        await givingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Who_reads_learns_of_the_end_after_all_that_came_before_it()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PolledStream(pair.Own);
        pair.Other.Send("the last word"u8);
        pair.Other.Shutdown(SocketShutdown.Send);

        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancellation);

        Assert.Equal("the last word"u8, all.ToArray());
    }

    [Fact]
    public async Task A_read_without_room_waits_for_something_to_read()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PolledStream(pair.Own);
        var waiting = stream.ReadAsync(Memory<byte>.Empty, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        pair.Other.Send("one"u8);

        Assert.Equal(0, await waiting);
        Assert.Equal(3, await stream.ReadAsync(new byte[8], Cancellation));
    }

    [Fact]
    public async Task A_read_can_be_given_up_and_nothing_is_lost_by_it()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PolledStream(pair.Own);
        using var givingUp = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[8], givingUp.Token).AsTask();

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        pair.Other.Send("one"u8);
        Assert.Equal(3, await stream.ReadAsync(new byte[8], Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_connection_is_an_error_for_who_reads(bool isBrokenThere)
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PolledStream(pair.Own);
        var reading = stream.ReadAsync(new byte[8], Cancellation).AsTask();

        if (isBrokenThere)
            pair.Reset();
        else
            pair.Own.Dispose();

        await Assert.ThrowsAsync<IOException>(() => reading);
    }

    [Fact]
    public async Task A_broken_connection_is_an_error_for_who_writes()
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var stream = new PolledStream(pair.Own);
        var writing = stream.WriteAsync(new byte[32 * 1024 * 1024], Cancellation).AsTask();
        Assert.False(writing.IsCompleted);

        pair.Reset();

        await Assert.ThrowsAsync<IOException>(() => writing);
    }

    [Fact]
    public async Task All_that_was_written_arrives_when_it_is_closed_right_after()
    {
        using var pair = await SocketPair.ConnectAsync();
        var content = new byte[100_000];
        new Random(7).NextBytes(content);
        var receiving = pair.ReceiveAllAsync();

        await using (var stream = new PolledStream(pair.Own))
            await stream.WriteAsync(content, Cancellation);

        Assert.Equal(content, await receiving);
    }

    [Fact]
    public async Task Who_waits_for_room_learns_at_once_that_it_has_been_closed_here()
    {
        using var pair = await SocketPair.ConnectAsync();
        var stream = new PolledStream(pair.Own);
        var writing = stream.WriteAsync(new byte[32 * 1024 * 1024], Cancellation).AsTask();
        Assert.False(writing.IsCompleted);

        await stream.DisposeAsync();

        Assert.True(writing.IsCompleted);
        await Assert.ThrowsAsync<IOException>(() => writing);
    }

    private static Socket Listen(int backlog = 10)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        return listener;
    }

    private static int PortOf(Socket listener) => ((IPEndPoint)listener.LocalEndPoint!).Port;

    private static int FindFreePort()
    {
        using var listener = Listen();
        return PortOf(listener);
    }
}

using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Foobar.Gateway.Transport;

/// <summary>The bytes of a socket, for the HTTP client. Only asynchronously.</summary>
internal sealed class PolledStream(PolledSocket socket) : Stream
{
    /// <summary>How long a destination has to take what was written before the end.</summary>
    private static readonly TimeSpan s_forTheRest = TimeSpan.FromSeconds(2);

    private readonly PolledWriter _output = new(socket, () => EventLoop.Current);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The connection is broken.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (buffer.Length > 0 && socket.Receive(buffer.Span) is var count and >= 0)
                return new ValueTask<int>(count);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return ValueTask.FromException<int>(Broken(failure));
        }
        return WaitAndReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Sends these, now or a moment later.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var write = _output.WriteAsync(buffer, cancellationToken);
        return write is { IsCompletedSuccessfully: true, Result.IsCompleted: false } ? ValueTask.CompletedTask : WaitAsync(write);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // What was written goes out without being asked to.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _output.Complete();
            _ = CloseAsync();
        }
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static socket => ((PolledSocket)socket!).WakeReceiver(), socket);
        try
        {
            while (true)
            {
                await socket.WaitToReceiveAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (buffer.Length == 0)
                    return 0;
                if (socket.Receive(buffer.Span) is var count and >= 0)
                    return count;
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            throw Broken(failure);
        }
    }

    private static async ValueTask WaitAsync(ValueTask<FlushResult> write)
    {
        if ((await write).IsCompleted)
            throw new IOException("The connection is broken: nobody is there to take it.");
    }

    private async Task CloseAsync()
    {
        try
        {
            await _output.DrainAsync(s_forTheRest);
        }
        catch (TimeoutException)
        {
            // The other side takes nothing.
        }
        socket.Dispose();
    }

    private static IOException Broken(Exception failure) => new($"The connection is broken: {failure.Message}", failure);
}

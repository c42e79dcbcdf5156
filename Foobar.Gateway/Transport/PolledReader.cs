using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace Foobar.Gateway.Transport;

/// <summary>Reads what a visitor sends, when it is asked for, into one piece of memory. A connection that waits has none.</summary>
internal sealed class PolledReader(PolledSocket socket) : PipeReader, IValueTaskSource<ReadResult>
{
    private ReceiveBuffer _received = new();
    private int _bufferSize = ReceiveBuffer.Least;
    private bool _isExamined = true; // all that is there
    private bool _isAtTheEnd;
    private volatile bool _isCanceled;
    private ManualResetValueTaskSourceCore<ReadResult> _read; // that waits
    private ValueTaskAwaiter _more; // what it waits for
    private Action? _lookAgain;

    public override bool TryRead(out ReadResult result)
    {
        if (!_isCanceled && !_isAtTheEnd && _isExamined && !TryReceive())
        {
            result = default;
            return false;
        }
        result = Result();
        return true;
    }

    /// <exception cref="ConnectionResetException">The visitor is gone.</exception>
    /// <exception cref="ConnectionAbortedException">The connection has been closed here.</exception>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<ReadResult>(result) : cancellationToken.CanBeCanceled ? WaitAsync(cancellationToken) : ReadLaterAsync();

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // A sequence marks the end of an array with the sign.
        _isExamined = (examined.GetInteger() & int.MaxValue) >= _received.End;
        _received.Take((consumed.GetInteger() & int.MaxValue) - _received.Start);
    }

    public override void CancelPendingRead()
    {
        _isCanceled = true;
        socket.WakeReceiver();
    }

    public override void Complete(Exception? exception = null)
    {
        _isAtTheEnd = true;
        _received.Forget(); // who reads may not have learnt of the end yet
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    private ValueTask<ReadResult> ReadLaterAsync()
    {
        _read.Reset();
        var read = new ValueTask<ReadResult>(this, _read.Version);
        WaitForMore();
        return read;
    }

    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static socket => ((PolledSocket)socket!).WakeReceiver(), socket);
        do
        {
            await socket.WaitToReceiveAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (!_isCanceled && !TryReceive());
        return Result();
    }

    /// <summary>Has <see cref="LookAgain"/> called when there may be more: an async method would need an object of its own for each wait.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "It is asked once, when it is told.")]
    private void WaitForMore()
    {
        _more = socket.WaitToReceiveAsync().GetAwaiter();
        if (_more.IsCompleted)
            LookAgain();
        else
            _more.UnsafeOnCompleted(_lookAgain ??= LookAgain);
    }

    private void LookAgain()
    {
        bool isThere;
        try
        {
            _more.GetResult();
            isThere = _isCanceled || TryReceive();
        }
        catch (Exception failure)
        {
            _read.SetException(failure); // whatever it is, it is for who reads: the loop goes on
            return;
        }
        if (isThere)
            _read.SetResult(Result());
        else
            WaitForMore();
    }

    private bool TryReceive()
    {
        try
        {
            var count = _received.Receive(socket, wanted: 0, _bufferSize);
            if (count > 0 && _received.IsFull)
                _bufferSize = Math.Min(ReceiveBuffer.Largest, 2 * _bufferSize); // there is more than that
            _isAtTheEnd |= count == 0;
            return count >= 0;
        }
        catch (SocketException failure)
        {
            throw new ConnectionResetException(failure.Message, failure);
        }
        catch (ObjectDisposedException)
        {
            throw new ConnectionAbortedException();
        }
    }

    private ReadResult Result()
    {
        var isCanceled = _isCanceled;
        _isCanceled = false;
        return new ReadResult(new ReadOnlySequence<byte>(_received.Memory), isCanceled, _isAtTheEnd);
    }
}

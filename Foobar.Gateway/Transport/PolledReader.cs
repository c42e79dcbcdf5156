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
    private const int LeastBuffer = 4 * 1024;
    private const int LargestBuffer = 64 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _bufferSize = LeastBuffer;
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
        _start = consumed.GetInteger() & int.MaxValue;
        _isExamined = (examined.GetInteger() & int.MaxValue) >= _end;
        if (_start == _end)
            GiveBack();
    }

    public override void CancelPendingRead()
    {
        _isCanceled = true;
        socket.WakeReceiver();
    }

    public override void Complete(Exception? exception = null)
    {
        _isAtTheEnd = true;
        _buffer = []; // not given back: who reads may not have learnt of the end yet
        (_start, _end) = (0, 0);
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
        if (socket.HasNothing)
            return false;
        MakeRoom();
        try
        {
            var count = socket.Receive(_buffer.AsSpan(_end));
            if (count == _buffer.Length - _end)
                _bufferSize = Math.Min(LargestBuffer, 2 * _bufferSize); // there is more than that
            if (count > 0)
                _end += count;
            else if (_start == _end)
                GiveBack();
            _isAtTheEnd = count == 0;
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

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var length = _end - _start;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bufferSize, 2 * length));
        _buffer.AsSpan(_start, length).CopyTo(larger);
        GiveBack();
        (_buffer, _end) = (larger, length);
    }

    private void GiveBack()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }

    private ReadResult Result()
    {
        var isCanceled = _isCanceled;
        _isCanceled = false;
        return new ReadResult(new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled, _isAtTheEnd);
    }
}

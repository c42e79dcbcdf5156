using System.IO.Pipelines;

namespace Foobar.Gateway.Transport;

/// <summary>Writes to a connection; of HTTP/2, what several streams flush in short succession goes out as one.</summary>
/// <remarks>
/// Each answer of HTTP/2 is flushed by itself, and with <see cref="InlineSockets"/> each flush would be a call of the system. So a flush is done a moment later by another
/// thread, with all that was written until then, and counts as done at once. What is not HTTP/2 is passed on as it is. As any writer, it is used by one caller at a time.
/// </remarks>
/// <param name="writer">Has the connection's bytes; used by nobody else.</param>
/// <param name="scheduler">Does the flushes.</param>
/// <param name="isHttp2">What the connection speaks; null as long as that is not agreed on, then it is asked again.</param>
internal sealed class GatheringWriter(PipeWriter writer, PipeScheduler scheduler, Func<bool?> isHttp2) : PipeWriter
{
    /// <summary>So much, in bytes, goes out without waiting for more.</summary>
    public const int Enough = 16 * 1024;

    private readonly Lock _lock = new();
    private bool? _isHttp2;
    private int _gathered;
    private bool _isWriting;
    private bool _isScheduled;
    private bool _isComplete;
    private Task<FlushResult>? _flush; // one that had to wait, or failed
    private FlushResult _last;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_isHttp2 == false)
            return writer.GetMemory(sizeHint);
        lock (_lock)
        {
            _isWriting = true;
            return writer.GetMemory(sizeHint);
        }
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        _gathered += bytes;
        writer.Advance(bytes);
    }

    /// <summary>Passes on what was written, now or a moment later.</summary>
    /// <returns>What the flush before said, when this one is left for later: that nobody reads any more is told by the next one.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room for more.</exception>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _isHttp2 ??= isHttp2();
        if (_isHttp2 != true)
            return writer.FlushAsync(cancellationToken);
        lock (_lock)
        {
            _isWriting = false;
            if (_flush is { IsCompleted: false })
                return FlushAfterAsync(_flush, cancellationToken);
            if (_gathered >= Enough)
                Flush();
            else
                Schedule();
            return _flush is null ? new ValueTask<FlushResult>(_last) : new ValueTask<FlushResult>(_flush);
        }
    }

    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    /// <summary>Ends the connection's bytes, with all that was written.</summary>
    public override void Complete(Exception? exception = null)
    {
        lock (_lock)
        {
            _isComplete = true;
            writer.Complete(exception);
        }
    }

    private void Schedule()
    {
        if (_isScheduled)
            return;
        _isScheduled = true;
        scheduler.Schedule(static state => ((GatheringWriter)state!).FlushLater(), this);
    }

    private void FlushLater()
    {
        lock (_lock)
        {
            _isScheduled = false;
            // Who is writing flushes when that is done, and who waits for a flush has the next one done.
            if (!_isWriting && !_isComplete && _flush is not { IsCompleted: false })
                Flush();
        }
    }

    private async ValueTask<FlushResult> FlushAfterAsync(Task flush, CancellationToken cancellationToken)
    {
        await flush.WaitAsync(cancellationToken);
        return await FlushAsync(cancellationToken);
    }

    private void Flush()
    {
        _gathered = 0;
        try
        {
            var flush = writer.FlushAsync();
            _flush = flush.IsCompletedSuccessfully ? null : flush.AsTask();
            if (_flush is null)
                _last = flush.Result;
        }
        catch (Exception failure)
        {
            _flush = Task.FromException<FlushResult>(failure);
        }
    }
}

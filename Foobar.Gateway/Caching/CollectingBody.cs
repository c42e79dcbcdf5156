using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Gateway.Caching;

/// <summary>Where an answer's body goes: to the client, into memory when it is to be kept, or nowhere when something else is shown in its place.</summary>
/// <remarks>It is asked for when the first bytes come, and then the answer's status and headers are there.</remarks>
internal sealed class CollectingBody(IHttpResponseBodyFeature inner, Exchange exchange, int limit) : Stream, IHttpResponseBodyFeature
{
    // Enough for a usual page, compressed.
    private const int UsualBytes = 16 * 1024;

    private MemoryStream? _collected;
    private PipeWriter? _writer;

    /// <summary>What was collected.</summary>
    public ReadOnlyMemory<byte> Collected => _collected switch
    {
        null => default,
        { Capacity: var capacity } whole when capacity == whole.Length => whole.GetBuffer(),
        var partly => partly.ToArray(),
    };

    /// <inheritdoc/>
    public Stream Stream => this;

    /// <inheritdoc/>
    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends on what was written and not flushed.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_writer is not null)
            await _writer.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void DisableBuffering() => inner.DisableBuffering();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => exchange.Decide() == AnswerKind.Passed ? inner.StartAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => SendFileFallback.SendFileAsync(this, path, offset, count, cancellationToken);

    /// <inheritdoc/>
    public async Task CompleteAsync()
    {
        await FinishAsync(CancellationToken.None);
        if (exchange.Decide() == AnswerKind.Passed)
            await inner.CompleteAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (exchange.Decide() == AnswerKind.Kept && !TryCollect(buffer.Span))
        {
            exchange.GiveUp();
            await inner.Stream.WriteAsync(Collected, cancellationToken);
            _collected = null;
        }
        if (exchange.Kind == AnswerKind.Passed)
            await inner.Stream.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => exchange.Decide() == AnswerKind.Passed ? inner.Stream.FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private bool TryCollect(ReadOnlySpan<byte> bytes)
    {
        _collected ??= new MemoryStream((int)(exchange.AnnouncedLength ?? UsualBytes));
        if (_collected.Length + bytes.Length > limit)
            return false;
        _collected.Write(bytes);
        return true;
    }
}

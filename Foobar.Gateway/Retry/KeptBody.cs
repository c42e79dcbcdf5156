using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace Foobar.Gateway.Retry;

/// <summary>A request's body that can be sent more than once: what passes is kept, as long as it is short enough. Nothing waits for the end of it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A read that was given up may still be under way; what it holds is memory alone.")]
internal sealed class KeptBody
{
    private static readonly KeptBody None = new(Stream.Null, 0, TimeProvider.System) { EndedAt = 0 };

    private readonly Stream _source;
    private readonly int _limit;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private MemoryStream? _kept = new();

    private KeptBody(Stream source, int limit, TimeProvider time)
    {
        _source = source;
        _limit = limit;
        _time = time;
    }

    /// <summary>There is no body.</summary>
    public bool IsNone => ReferenceEquals(this, None);

    /// <summary>All that was read of the body is kept, so it can be sent again.</summary>
    public bool CanRepeat => _kept is not null;

    /// <summary>When the client had sent all of it, as a timestamp; null before that.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>Keeps a body of up to so many bytes. A longer one can be sent once.</summary>
    /// <remarks>What follows a CONNECT is what a WebSocket says once it is open, and no body.</remarks>
    public static KeptBody Of(HttpRequest request, int limit, TimeProvider time) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || HttpMethods.IsConnect(request.Method)
            ? None
            : new KeptBody(request.Body, request.ContentLength > limit ? 0 : limit, time);

    /// <summary>Puts the body back to its beginning, as far as it was read, and on from there.</summary>
    public void Rewind(HttpRequest request)
    {
        if (!IsNone)
            request.Body = new Reader(this);
    }

    private async ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // An attempt that was given up may still wait for the client's next bytes: they are not lost on the one that follows.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_kept is not null && position < _kept.Length)
            {
                _kept.Position = position;
                return _kept.Read(buffer.Span);
            }
            var count = await _source.ReadAsync(buffer, cancellationToken);
            if (count == 0 && buffer.Length > 0)
                EndedAt ??= _time.GetTimestamp();
            Keep(buffer.Span[..count]);
            return count;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_kept is null || bytes.IsEmpty)
            return;
        if (_kept.Length + bytes.Length > _limit)
        {
            _kept.Dispose();
            _kept = null;
            return;
        }
        _kept.Position = _kept.Length;
        _kept.Write(bytes);
    }

    /// <summary>The body as one attempt reads it.</summary>
    private sealed class Reader(KeptBody body) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await body.ReadAsync(_position, buffer, cancellationToken);
            _position += count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body is read asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
            // There is nothing to write.
        }
    }
}

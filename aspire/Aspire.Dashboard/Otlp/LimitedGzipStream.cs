using System.IO.Compression;
using Grpc.Core;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads from gzip until that is more than a request may be.</summary>
internal sealed class LimitedGzipStream(GZipStream inner) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"The message is not gzip: {exception.Message}"));
        }
        _read += read;
        return _read <= OtlpHost.LargestRequest ? read
            : throw new RpcException(new Status(StatusCode.ResourceExhausted, $"The message is larger than {OtlpHost.LargestRequest} bytes when decompressed."));
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

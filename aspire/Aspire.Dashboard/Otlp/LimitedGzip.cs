using System.IO.Compression;
using Grpc.Net.Compression;

namespace Aspire.Dashboard.Otlp;

/// <summary>gzip for gRPC that stops where a message gets larger than allowed: a thousandth of that may have been sent.</summary>
internal sealed class LimitedGzip : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) => new LimitedGzipStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true));
}

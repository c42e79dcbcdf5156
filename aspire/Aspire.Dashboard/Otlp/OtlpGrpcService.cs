using Aspire.Dashboard.Otlp.Reading;
using Grpc.Core;

namespace Aspire.Dashboard.Otlp;

/// <summary>The receiver over gRPC.</summary>
internal sealed class OtlpGrpcService(OtlpReceiver receiver)
{
    public async Task<byte[]> ExportAsync(OtlpSignal signal, byte[] request, ServerCallContext context)
    {
        try
        {
            return await receiver.ReceiveAsync(signal, request, context.CancellationToken).ConfigureAwait(false);
        }
        catch (MalformedExportException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
    }
}

using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Aspire.Dashboard.Otlp;

/// <summary>Names the methods of the three services. Their messages are bytes here, since the receiver parses them itself.</summary>
internal sealed class OtlpGrpcMethods : IServiceMethodProvider<OtlpGrpcService>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(
        serializer: static (message, context) => context.Complete(message),
        deserializer: static context => context.PayloadAsNewBuffer());

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpcService> context)
    {
        Add("opentelemetry.proto.collector.trace.v1.TraceService", OtlpSignal.Traces);
        Add("opentelemetry.proto.collector.metrics.v1.MetricsService", OtlpSignal.Metrics);
        Add("opentelemetry.proto.collector.logs.v1.LogsService", OtlpSignal.Logs);

        void Add(string service, OtlpSignal signal) => context.AddUnaryMethod(new Method<byte[], byte[]>(MethodType.Unary, service, "Export", Bytes, Bytes), [],
            (instance, request, call) => instance.ExportAsync(signal, request, call));
    }
}

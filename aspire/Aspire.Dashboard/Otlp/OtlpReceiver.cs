using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Otlp.Reading;
using Aspire.Dashboard.Telemetry;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Otlp;

/// <summary>Puts what was sent into the store, one request at a time: however much is sent, it takes no more than one processor and the memory of one request.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    /// <summary>
    /// What has to go is old, and so is what lived while a request was read; the garbage collector rarely looks at old objects, and lets more than a hundred MB of
    /// them lie. So it is told to, and to give the memory back, whenever there are so many bytes more than after the last time.
    /// </summary>
    private const long GrowthBetweenCollections = 56 << 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TelemetryStore _store;
    private readonly SpanReader _spans;
    private readonly PointReader _points;
    private readonly LogReader _logs;
    private long _collected;

    public OtlpReceiver(TelemetryStore store, IOptions<TelemetryLimits> limits)
    {
        _store = store;
        var texts = new MessageTexts(limits.Value);
        var resources = new ResourceReader(texts, store.Resources);
        _spans = new SpanReader(texts, resources, limits.Value);
        _points = new PointReader(texts, resources);
        _logs = new LogReader(texts, resources);
    }

    /// <summary>Raised for each request that was read, one at a time; its bytes are only there for so long.</summary>
    public event Action<OtlpSignal, ReadOnlyMemory<byte>>? Received;

    /// <summary>Keeps what a request brings, and returns the answer.</summary>
    /// <exception cref="MalformedExportException">The request is none of this signal; nothing of it was kept.</exception>
    public Task<byte[]> ReceiveAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellationToken) => KeepAsync(signal, request, isNew: true, cancellationToken);

    /// <summary>Keeps what a request has brought before.</summary>
    /// <exception cref="MalformedExportException">The request is none of this signal; nothing of it was kept.</exception>
    public Task ReplayAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellationToken) => KeepAsync(signal, request, isNew: false, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]> KeepAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, bool isNew, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var refused = Keep(signal, request.Span);
            _store.Signal.Set();
            CollectOld();
            if (isNew)
                Received?.Invoke(signal, request);
            return refused == 0 ? [] : new ExportAnswer { PartialSuccess = new PartialSuccess { Rejected = refused, ErrorMessage = Describe(signal) } }.ToByteArray();
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new MalformedExportException($"The request is no protobuf message of the signal {signal}: {exception.Message}", exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void CollectOld()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) - _collected < GrowthBetweenCollections)
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _collected = GC.GetTotalMemory(forceFullCollection: false);
    }

    private int Keep(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        int refused;
        switch (signal)
        {
            case OtlpSignal.Traces:
                var spans = _spans.Read(request, out refused);
                return refused + _store.Traces.Add(spans);
            case OtlpSignal.Metrics:
                _store.Metrics.Add(_points.Read(request, out refused));
                return refused;
            default:
                _store.Logs.Add(_logs.Read(request, out refused));
                return refused;
        }
    }

    private static string Describe(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "Spans without a trace id of 16 bytes and a span id of 8, of more than 1 MB, or of a trace that has too many were not kept.",
        OtlpSignal.Metrics => "Metrics without a known kind of data, of more than 1 MB, and histograms whose counts do not fit their bounds were not kept.",
        _ => "Log records of more than 1 MB were not kept.",
    };
}

using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Threading.Channels;
using Foobar.ServiceDefaults.Telemetry;

namespace Foobar.Gateway.AccessLog;

/// <summary>Writes a line of JSON for each request, many at once and never in a request's way: when the disk is slower than the visitors, lines are left out and counted.</summary>
internal sealed partial class AccessLogWriter : BackgroundService
{
    private const int WaitingAtMost = 16 * 1024;
    private const int WriteAt = 64 * 1024;

    // Under load nobody has to wake the writer for every line.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();

    private readonly AccessLogOptions _options;
    private readonly ILogger<AccessLogWriter> _logger;
    private readonly Channel<AccessRecord> _records;

    public AccessLogWriter(AccessLogOptions options, IMeterFactory meters, ILogger<AccessLogWriter> logger)
    {
        _options = options;
        _logger = logger;
        var leftOut = meters.Create(GatewayMetrics.Meter).CreateCounter(GatewayMetrics.AccessLogLeftOut);
        _records = Channel.CreateBounded<AccessRecord>(new BoundedChannelOptions(WaitingAtMost) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }, _ => leftOut.Add(1));
    }

    /// <summary>Lines are wanted.</summary>
    public bool IsOn => _options.Path.Length > 0;

    /// <summary>Takes a line, which is written soon.</summary>
    public void Add(in AccessRecord record) => _records.Writer.TryWrite(record);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What was taken is written before the end.
        _records.Writer.TryComplete();
        if (ExecuteTask is { } writing)
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
            return;
        try
        {
            await using var output = _options.Path == "-" ? Console.OpenStandardOutput() : new FileStream(_options.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new ArrayBufferWriter<byte>(WriteAt * 2);
            await using var json = new Utf8JsonWriter(buffer);
            while (await _records.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (buffer.WrittenCount < WriteAt && _records.Reader.TryRead(out var record))
                {
                    Write(json, record);
                    json.Reset();
                    buffer.Write(LineEnd.Span);
                }
                var areMoreThere = buffer.WrittenCount >= WriteAt;
                await output.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
                await output.FlushAsync(CancellationToken.None);
                buffer.ResetWrittenCount();
                if (!areMoreThere)
                    await Task.Delay(Gathering, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            LogLost(exception, _options.Path);
        }
    }

    private static void Write(Utf8JsonWriter json, in AccessRecord record)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, record.Time);
        json.WriteString("client"u8, record.Client);
        json.WriteString("method"u8, record.Method);
        json.WriteString("host"u8, record.Host);
        json.WriteString("target"u8, record.Target);
        json.WriteString("protocol"u8, record.Protocol);
        json.WriteNumber("status"u8, record.Status);
        if (record.Bytes is { } bytes)
            json.WriteNumber("bytes"u8, bytes);
        json.WriteNumber("duration_ms"u8, Math.Round(record.Duration.TotalMilliseconds, 3));
        if (record.FirstByte is { } firstByte)
            json.WriteNumber("first_byte_ms"u8, Math.Round(firstByte.TotalMilliseconds, 3));
        if (record.Destination is not null)
            json.WriteString("destination"u8, record.Destination);
        json.WriteNumber("attempts"u8, record.Attempts);
        if (record.UserAgent is not null)
            json.WriteString("user_agent"u8, record.UserAgent);
        json.WriteString("request_id"u8, record.RequestId);
        if (record.TraceId is not null)
            json.WriteString("trace_id"u8, record.TraceId);
        json.WriteEndObject();
        json.Flush();
    }

    [LoggerMessage(EventId = 440, Level = LogLevel.Error, Message = "The access log '{Path}' cannot be written, and no more lines are: the requests go on.")]
    private partial void LogLost(Exception exception, string path);
}

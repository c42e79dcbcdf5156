using System.Globalization;
using Aspire.Dashboard.Otlp.Protocol;
using Google.Protobuf;

namespace Telemetry;

/// <summary>Requests like those of a web server.</summary>
internal static class Payloads
{
    public const int Attributes = 10;
    public const int SpansPerRequest = 500;
    public const int SpansPerTrace = 10;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    /// <summary>Whole traces, of which no other request has any.</summary>
    public static byte[] CreateSpans(int number)
    {
        var random = new Random(number);
        var now = Now();
        var spans = new List<Span>();
        for (var i = 0; i < SpansPerRequest; i++)
        {
            var trace = (number * (SpansPerRequest / SpansPerTrace)) + (i / SpansPerTrace) + 1;
            var span = new Span
            {
                TraceId = CreateId(16, trace),
                SpanId = CreateId(8, i + 1),
                ParentSpanId = i % SpansPerTrace == 0 ? ByteString.Empty : CreateId(8, i),
                Name = $"GET /articles/{{slug}} {i % SpansPerTrace}",
                Kind = i % 2 == 0 ? Span.Types.SpanKind.Server : Span.Types.SpanKind.Client,
                StartTimeUnixNano = now,
                EndTimeUnixNano = now + (ulong)random.Next(1_000_000, 50_000_000),
            };
            span.Attributes.Add(
            [
                Text("http.request.method", Methods[random.Next(Methods.Length)]),
                Text("url.scheme", "https"),
                Text("url.path", $"/articles/article-{random.Next(100_000)}"),
                Text("url.query", $"page={random.Next(50)}"),
                Text("http.route", "/articles/{slug}"),
                Number("http.response.status_code", random.Next(20) == 0 ? 500 : 200),
                Text("server.address", "localhost"),
                Number("server.port", 8443),
                Text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"),
                Text("request.id", Guid.NewGuid().ToString()),
            ]);
            spans.Add(span);
        }
        return CreateExport(spans);
    }

    public static byte[] CreateLogs(int number, int count)
    {
        var random = new Random(number);
        return CreateExport(Enumerable.Range(0, count).Select(i =>
        {
            var record = new LogRecord
            {
                TimeUnixNano = Now(),
                SeverityNumber = 9,
                Body = new AnyValue { StringValue = string.Create(CultureInfo.InvariantCulture, $"Request {random.Next()} for article-{random.Next(100_000)} has ended after {random.NextDouble() * 100:0.000} ms") },
                TraceId = CreateId(16, (number * count) + i + 1),
                SpanId = CreateId(8, i + 1),
            };
            record.Attributes.Add([Text("RequestPath", $"/articles/article-{random.Next(100_000)}"), Text("ConnectionId", Guid.NewGuid().ToString("N")), Number("Elapsed", random.Next(100)), Text("{OriginalFormat}", "Request {Id} has ended")]);
            return record;
        }));
    }

    /// <summary>One point of each series: half of the instruments are counters, half are histograms of 14 bounds.</summary>
    public static byte[] CreateMetrics(int number, int instruments, int series)
    {
        var time = Now() + ((ulong)number * 1_000_000_000);
        return CreateExport(Enumerable.Range(0, instruments).Select(i =>
        {
            var metric = new Metric { Name = $"instrument.{i}", Unit = "s", Description = "What it measures." };
            if (i % 2 == 0)
            {
                metric.Sum = new Sum { IsMonotonic = true, AggregationTemporality = AggregationTemporality.Cumulative };
                metric.Sum.DataPoints.Add(Enumerable.Range(0, series).Select(j => new NumberDataPoint { TimeUnixNano = time, AsInt = (number + 1L) * (j + 1), Attributes = { Number("series", j) } }));
                return metric;
            }
            metric.Histogram = new Histogram { AggregationTemporality = AggregationTemporality.Cumulative };
            metric.Histogram.DataPoints.Add(Enumerable.Range(0, series).Select(j => new HistogramDataPoint
            {
                TimeUnixNano = time,
                Count = (ulong)number + 1,
                Sum = number,
                ExplicitBounds = { Enumerable.Range(1, 14).Select(bound => bound * 0.05) },
                BucketCounts = { Enumerable.Range(0, 15).Select(bucket => (ulong)(number / (bucket + 1))) },
                Attributes = { Number("series", j) },
            }));
            return metric;
        }));
    }

    private static byte[] CreateExport<T>(IEnumerable<T> items) where T : IMessage
    {
        var resource = new Resource();
        resource.Attributes.Add([Text("service.name", "web-1"), Text("service.instance.id", "abcdefgh")]);
        var scope = Write(output =>
        {
            Append(output, 1, new InstrumentationScope { Name = "Bench" }.ToByteString());
            foreach (var item in items)
                Append(output, 2, item.ToByteString());
        });
        var ofResource = Write(output =>
        {
            Append(output, 1, resource.ToByteString());
            Append(output, 2, scope);
        });
        return Write(output => Append(output, 1, ofResource)).ToByteArray();
    }

    private static ByteString Write(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            write(output);
        return ByteString.CopyFrom(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Append(CodedOutputStream output, int field, ByteString content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(content);
    }

    private static ByteString CreateId(int length, int number)
    {
        var bytes = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length - 4), number);
        return ByteString.CopyFrom(bytes);
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };

    private static ulong Now() => (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}

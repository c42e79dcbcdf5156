using System.Globalization;
using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Metrics;
using Exemplar = Aspire.Dashboard.Telemetry.Metrics.Exemplar;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Turns messages into points of instruments.</summary>
internal sealed class PointReader(MessageTexts texts, ResourceReader resources) : ExportReader<MetricPoint>(texts, resources)
{
    private const string Quantile = "quantile";

    /// <summary>Histograms with more ranges than this are refused: each point would take as much memory as hundreds.</summary>
    private const int MostBounds = 500;

    protected override int ReadItem(ReadOnlySpan<byte> item, TelemetryResource resource, string scope, List<MetricPoint> items)
    {
        var metric = Metric.Parser.ParseFrom(item);
        var info = new InstrumentInfo(scope, Texts.Cut(metric.Name), Texts.Cut(metric.Description), Texts.Cut(metric.Unit), GetKind(metric));
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                items.AddRange(metric.Gauge.DataPoints.Select(point => Create(point, resource, info, isDelta: false)));
                return 0;
            case Metric.DataOneofCase.Sum:
                items.AddRange(metric.Sum.DataPoints.Select(point => Create(point, resource, info, IsDelta(metric.Sum.AggregationTemporality))));
                return 0;
            case Metric.DataOneofCase.Histogram:
                var sound = metric.Histogram.DataPoints.Where(IsSound).ToArray();
                items.AddRange(sound.Select(point => Create(point, resource, info, IsDelta(metric.Histogram.AggregationTemporality))));
                return metric.Histogram.DataPoints.Count - sound.Length;
            case Metric.DataOneofCase.ExponentialHistogram:
                items.AddRange(metric.ExponentialHistogram.DataPoints.Select(point => Create(point, resource, info, IsDelta(metric.ExponentialHistogram.AggregationTemporality))));
                return 0;
            case Metric.DataOneofCase.Summary:
                items.AddRange(metric.Summary.DataPoints.SelectMany(point => Create(point, resource, info)));
                return 0;
            default:
                return 1;
        }
    }

    /// <summary>Whether each range has a count; without any ranges there need be none.</summary>
    private static bool IsSound(HistogramDataPoint point) => point.BucketCounts.Count == 0
        ? point.ExplicitBounds.Count == 0
        : point.BucketCounts.Count == point.ExplicitBounds.Count + 1 && point.ExplicitBounds.Count <= MostBounds;

    private static InstrumentKind GetKind(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Sum => metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
        Metric.DataOneofCase.Histogram or Metric.DataOneofCase.ExponentialHistogram => InstrumentKind.Histogram,
        _ => InstrumentKind.Gauge,
    };

    private static bool IsDelta(AggregationTemporality temporality) => temporality == AggregationTemporality.Delta;

    private MetricPoint Create(NumberDataPoint point, TelemetryResource resource, InstrumentInfo info, bool isDelta) =>
        new(resource, info, Texts.ToAttributes(point.Attributes), MessageTexts.ToTicks(point.StartTimeUnixNano), MessageTexts.ToTicks(point.TimeUnixNano), [],
            [point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble], isDelta, ReadExemplars(point.Exemplars));

    private MetricPoint Create(HistogramDataPoint point, TelemetryResource resource, InstrumentInfo info, bool isDelta) =>
        new(resource, info, Texts.ToAttributes(point.Attributes), MessageTexts.ToTicks(point.StartTimeUnixNano), MessageTexts.ToTicks(point.TimeUnixNano),
            [.. point.ExplicitBounds],
            // Without ranges, all values are in the only one.
            [point.Count, point.Sum, .. point.BucketCounts.Count == 0 ? [point.Count] : point.BucketCounts.Select(count => (double)count)], isDelta, ReadExemplars(point.Exemplars));

    private MetricPoint Create(ExponentialHistogramDataPoint point, TelemetryResource resource, InstrumentInfo info, bool isDelta) =>
        new(resource, info, Texts.ToAttributes(point.Attributes), MessageTexts.ToTicks(point.StartTimeUnixNano), MessageTexts.ToTicks(point.TimeUnixNano),
            ExponentialRanges.Bounds, [point.Count, point.Sum, .. ExponentialRanges.Count(point)], isDelta, ReadExemplars(point.Exemplars));

    /// <summary>What the sender has worked out already is a gauge with the share as one more dimension.</summary>
    private IEnumerable<MetricPoint> Create(SummaryDataPoint point, TelemetryResource resource, InstrumentInfo info)
    {
        var attributes = Texts.ToAttributes(point.Attributes);
        return point.QuantileValues.Select(value => new MetricPoint(resource, info,
            [.. attributes, new TelemetryAttribute(Quantile, value.Quantile.ToString(CultureInfo.InvariantCulture))],
            MessageTexts.ToTicks(point.StartTimeUnixNano), MessageTexts.ToTicks(point.TimeUnixNano), [], [value.Value], IsDelta: false, []));
    }

    private static Exemplar[] ReadExemplars(IEnumerable<Protocol.Exemplar> exemplars) => [.. exemplars
        .Select(exemplar => new Exemplar(MessageTexts.ToTicks(exemplar.TimeUnixNano),
            exemplar.ValueCase == Protocol.Exemplar.ValueOneofCase.AsInt ? exemplar.AsInt : exemplar.AsDouble,
            TelemetryIds.ReadTrace(exemplar.TraceId.Span), TelemetryIds.ReadSpan(exemplar.SpanId.Span)))
        .Where(exemplar => exemplar.TraceId != 0)];
}

namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument has measured, ready to be drawn.</summary>
/// <param name="Info">The instrument.</param>
/// <param name="Unit">The unit of the lines.</param>
/// <param name="Times">The ends of the steps, as ticks in UTC.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Counts">Of a histogram, how many values there were per second.</param>
/// <param name="Dimensions">The attributes that the instrument has, with their values.</param>
/// <param name="Exemplars">The latest single measurements with a trace.</param>
internal sealed record MetricView(InstrumentInfo Info, string Unit, long[] Times, IReadOnlyList<MetricLine> Lines, MetricLine? Counts,
    IReadOnlyList<MetricDimension> Dimensions, IReadOnlyList<Exemplar> Exemplars);

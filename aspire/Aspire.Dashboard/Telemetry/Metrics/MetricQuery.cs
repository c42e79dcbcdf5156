namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>What to read of an instrument.</summary>
/// <param name="Resource">The name of a resource or the id of an instance; empty for all.</param>
/// <param name="Meter">The meter of the instrument.</param>
/// <param name="Instrument">The name of the instrument.</param>
/// <param name="End">The end of the time to read, as ticks in UTC.</param>
/// <param name="Window">How long before it to begin.</param>
/// <param name="Steps">In how many steps.</param>
/// <param name="Dimensions">Values that attributes must have; an attribute that is not in it may have any.</param>
/// <param name="SplitBy">The attribute each value of which gets a line of its own; null for one line.</param>
/// <param name="ShowTotal">Whether a counter is shown as its total, and not as a rate.</param>
internal sealed record MetricQuery(
    string? Resource, string Meter, string Instrument, long End, TimeSpan Window, int Steps, IReadOnlyDictionary<string, string> Dimensions, string? SplitBy, bool ShowTotal);

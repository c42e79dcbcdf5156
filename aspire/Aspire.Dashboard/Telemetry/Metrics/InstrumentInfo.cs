namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>What an instrument says of itself.</summary>
internal sealed record InstrumentInfo(string Meter, string Name, string Description, string Unit, InstrumentKind Kind);

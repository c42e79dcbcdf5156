namespace RoutingCost;

/// <summary>What one batch of calls cost, per call.</summary>
internal sealed record Batch(double Microseconds, double Bytes, double Statements);

namespace RoutingCost;

/// <summary>What one batch of calls cost, per call; CPU time and memory are those of this process, with the probes and the application host in it.</summary>
internal sealed record Batch(double Microseconds, double CpuMicroseconds, double Bytes, double Statements);

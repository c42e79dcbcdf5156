namespace Chaos.Judging;

/// <summary>One figure against its bar.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Bar">What it must be.</param>
/// <param name="Measured">What it was.</param>
/// <param name="IsMet">Whether that is enough; null when the run had no occasion to measure it.</param>
internal sealed record Check(string What, string Bar, string Measured, bool? IsMet);

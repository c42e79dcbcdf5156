namespace Monitoring;

/// <summary>A line of a panel.</summary>
/// <param name="Expression">What it shows, in PromQL.</param>
/// <param name="Legend">Its name, with labels in double braces.</param>
public sealed record Query(string Expression, string Legend);

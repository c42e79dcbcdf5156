namespace Monitoring;

/// <summary>A picture of a dashboard.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What it shows, in a sentence.</param>
/// <param name="Unit">The unit as Grafana names it.</param>
/// <param name="Queries">Its lines.</param>
public sealed record Panel(string Title, string Description, string Unit, params Query[] Queries)
{
    /// <summary>One number instead of lines over time.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Lines are piled up, so that their sum is seen.</summary>
    public bool IsStacked { get; init; }

    /// <summary>How wide it is; a dashboard is 24 wide.</summary>
    public int Width { get; init; } = 8;

    /// <summary>Where a number turns green, when larger is better; it is red below.</summary>
    public double? GoodFrom { get; init; }
}

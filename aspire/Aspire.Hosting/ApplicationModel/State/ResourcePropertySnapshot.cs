namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named fact of a resource.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    public string? DisplayName { get; init; }

    /// <summary>The dashboard shows the value only when asked.</summary>
    public bool IsSensitive { get; init; }

    public bool IsHighlighted { get; init; }

    public int? SortOrder { get; init; }
}

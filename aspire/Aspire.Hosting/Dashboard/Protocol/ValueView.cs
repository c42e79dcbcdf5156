namespace Aspire.Dashboard.Protocol;

/// <summary>A property or environment variable. A sensitive value is shown only when asked for.</summary>
internal sealed record ValueView(string Name, string? Value, bool IsSensitive)
{
    /// <summary>False for what was inherited rather than set by the model.</summary>
    public bool IsFromModel { get; init; } = true;

    /// <summary>Worth showing beside the state, such as the role of a database server.</summary>
    public bool IsHighlighted { get; init; }
}

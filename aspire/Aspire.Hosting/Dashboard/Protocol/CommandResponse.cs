namespace Aspire.Dashboard.Protocol;

/// <summary>How a command ended.</summary>
internal sealed record CommandResponse(bool Success, bool Canceled, string? Message)
{
    /// <summary>What the command returned besides success.</summary>
    public string? Result { get; init; }

    /// <summary>Text, Json or Markdown.</summary>
    public string? ResultFormat { get; init; }

    public bool DisplayImmediately { get; init; }
}

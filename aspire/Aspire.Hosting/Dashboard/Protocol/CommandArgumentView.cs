namespace Aspire.Dashboard.Protocol;

/// <summary>An input that a command asks for.</summary>
internal sealed record CommandArgumentView
{
    public required string Name { get; init; }

    public required string Label { get; init; }

    public string? Description { get; init; }

    /// <summary>Text, SecretText, Choice, Boolean, Number or File.</summary>
    public required string InputType { get; init; }

    public bool Required { get; init; }

    public string? Value { get; init; }

    public string? Placeholder { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>The choices: value and display text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];
}

namespace Aspire.Dashboard.Protocol;

/// <summary>A command that can be run now, or is shown disabled.</summary>
internal sealed record CommandView
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public string? ConfirmationMessage { get; init; }

    public string? IconName { get; init; }

    public bool IsHighlighted { get; init; }

    public bool IsEnabled { get; init; }

    public IReadOnlyList<CommandArgumentView> Arguments { get; init; } = [];
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command of a resource and whether it can run now.</summary>
public sealed record ResourceCommandSnapshot
{
    public ResourceCommandSnapshot(string Name, ResourceCommandState State, string DisplayName, string? DisplayDescription, object? Parameter,
        string? ConfirmationMessage, string? IconName, IconVariant? IconVariant, bool IsHighlighted)
    {
        _ = Parameter;
        this.Name = Name;
        this.State = State;
        this.DisplayName = DisplayName;
        this.DisplayDescription = DisplayDescription;
        this.ConfirmationMessage = ConfirmationMessage;
        this.IconName = IconName;
        this.IconVariant = IconVariant;
        this.IsHighlighted = IsHighlighted;
    }

    public string Name { get; init; }

    public ResourceCommandState State { get; init; }

    public string DisplayName { get; init; }

    public string? DisplayDescription { get; init; }

    public string? ConfirmationMessage { get; init; }

    public string? IconName { get; init; }

    public IconVariant? IconVariant { get; init; }

    public bool IsHighlighted { get; init; }

    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}

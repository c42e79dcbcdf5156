namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is offered.</summary>
public class CommandOptions
{
    public string? Description { get; set; }

    public IReadOnlyList<InteractionInput> Arguments { get; set; } = [];

    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>The question that the dashboard asks before it runs the command.</summary>
    public string? ConfirmationMessage { get; set; }

    public string? IconName { get; set; }

    public IconVariant? IconVariant { get; set; }

    /// <summary>The dashboard shows the command in the table and not only in the menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Whether the command can run, by the resource's present state; null means always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}

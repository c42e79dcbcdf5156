namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource: a text and a colour.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, Style: null);
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>When a resource is hidden.</summary>
public enum HiddenBehavior
{
    Always,
    OnCompletion,
}

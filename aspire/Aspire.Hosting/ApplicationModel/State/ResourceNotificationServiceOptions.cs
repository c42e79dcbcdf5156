namespace Aspire.Hosting.ApplicationModel;

/// <summary>How waits behave unless they say otherwise.</summary>
public sealed class ResourceNotificationServiceOptions
{
    public WaitBehavior DefaultWaitBehavior { get; set; }
}

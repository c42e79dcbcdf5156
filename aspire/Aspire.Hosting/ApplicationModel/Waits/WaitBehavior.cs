namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait does when its resource has failed: wait on, since it may be started again, or fail too.</summary>
public enum WaitBehavior
{
    WaitOnResourceUnavailable,
    StopOnResourceUnavailable,
}

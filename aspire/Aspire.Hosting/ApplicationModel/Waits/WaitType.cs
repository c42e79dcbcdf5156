namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state that is waited for.</summary>
public enum WaitType
{
    WaitUntilHealthy,
    WaitForCompletion,
    WaitUntilStarted,
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a container ends with the application host.</summary>
public enum ContainerLifetime
{
    Session,
    Persistent,
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kind of a mount.</summary>
public enum ContainerMountType
{
    BindMount,
    Volume,
}

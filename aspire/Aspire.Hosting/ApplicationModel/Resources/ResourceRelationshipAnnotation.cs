namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relationship that the dashboard shows, such as Parent, Reference or WaitFor.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    public string Type { get; } = type ?? throw new ArgumentNullException(nameof(type));
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that belongs to a resource of type <typeparamref name="T"/>.</summary>
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that never starts or stops: waits for it are skipped.</summary>
public interface IResourceWithoutLifetime : IResource;

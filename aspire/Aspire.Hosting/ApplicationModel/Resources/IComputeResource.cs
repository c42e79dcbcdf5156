namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as a process or container.</summary>
public interface IComputeResource : IResource;

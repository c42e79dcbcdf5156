using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose endpoints are handed to others for service discovery.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

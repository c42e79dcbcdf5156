namespace Aspire.Hosting.Testing;

/// <summary>Builds an application for a test.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application; disposing it stops all that it started.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A registered health check decides on the health of the resource.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}

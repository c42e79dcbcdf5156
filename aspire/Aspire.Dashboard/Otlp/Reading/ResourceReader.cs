using Aspire.Dashboard.Otlp.Protocol;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Otlp.Reading;

/// <summary>Finds the instance that a message is from.</summary>
internal sealed class ResourceReader(MessageTexts texts, ResourceList resources)
{
    private const string ServiceName = "service.name";
    private const string ServiceInstance = "service.instance.id";

    public TelemetryResource Read(Resource? resource)
    {
        var attributes = resource is null ? [] : texts.ToAttributes(resource.Attributes);
        var name = attributes.Find(ServiceName) is { Length: > 0 } given ? given : TelemetryResource.UnknownName;
        return resources.GetOrAdd(new TelemetryResource(name, attributes.Find(ServiceInstance) ?? "", attributes));
    }
}

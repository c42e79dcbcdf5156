using Aspire.Dashboard.Client;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Components.Telemetry;

/// <summary>What an instance is called among others.</summary>
internal static class InstanceLabels
{
    /// <summary>Its resource's name; its id where the model has several instances of that, or, without a model, several have sent telemetry.</summary>
    public static string GetLabel(this TelemetryStore store, ResourceSnapshot model, TelemetryResource resource)
    {
        var instances = model.FindInstances(resource.Name).Count;
        if (instances == 0)
            instances = store.Resources.All.Count(other => other.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase));
        return instances > 1 ? resource.Id : resource.Name;
    }
}

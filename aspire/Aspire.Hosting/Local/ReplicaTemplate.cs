using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Local;

/// <summary>The parts of variables and arguments that differ from instance to instance and are filled in at its start.</summary>
internal static class ReplicaTemplate
{
    public static string ForPort(IResource resource, EndpointAnnotation endpoint, int endpointCount) =>
        $"{{{{- portForServing \"{(endpointCount == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}")}\" -}}}}";

    public static string Fill(string text, ResourceInstance instance)
    {
        if (!text.Contains("{{-", StringComparison.Ordinal))
            return text;
        foreach (var (template, port) in instance.TargetPorts)
            text = text.Replace(template, port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text
            .Replace(OtlpConfigurationExtensions.ServiceNameTemplate, instance.Resource.Name, StringComparison.Ordinal)
            .Replace(OtlpConfigurationExtensions.ServiceInstanceTemplate, ResourceInstances.GetSuffix(instance.Id), StringComparison.Ordinal);
    }
}

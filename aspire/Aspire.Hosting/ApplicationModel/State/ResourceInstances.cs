using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives instances their ids.</summary>
internal static class ResourceInstances
{
    private const int SuffixLength = 8;

    /// <summary>The ids of a resource's instances; the name itself for resources that are no process.</summary>
    public static IReadOnlyList<string> GetInstanceIds(this IResource resource) =>
        resource.TryGetLastAnnotation<ResourceInstancesAnnotation>(out var instances) ? instances.Ids : [resource.Name];

    /// <summary>Names the instances of a process <c>{resource}-{8 random characters}</c>.</summary>
    public static void AssignIds(IResource resource)
    {
        if (resource.HasAnnotationOfType<ResourceInstancesAnnotation>())
            return;
        var ids = Enumerable.Range(0, resource.GetReplicaCount())
            .Select(_ => $"{resource.Name}-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength)}")
            .ToArray();
        resource.Annotations.Add(new ResourceInstancesAnnotation(ids));
    }

    /// <summary>The random part of an id.</summary>
    public static string GetSuffix(string instanceId) => instanceId[^SuffixLength..];
}

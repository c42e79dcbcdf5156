using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>Something that has pods.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">What a pod is made from.</param>
/// <param name="Selector">How it knows its pods; null for what runs to an end.</param>
internal sealed record Workload(string Name, V1PodTemplateSpec Template, V1LabelSelector? Selector)
{
    /// <summary>Claims of which each pod gets its own.</summary>
    public IReadOnlyList<V1PersistentVolumeClaim> Claims { get; init; } = [];

    /// <summary>It goes on until it is told to stop.</summary>
    public bool IsLongRunning => Selector is not null;

    /// <summary>A pod.</summary>
    public V1PodSpec Pod => Template.Spec;

    /// <summary>The labels of a pod.</summary>
    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    /// <summary>The only container of a pod.</summary>
    public V1Container Container => Assert.Single(Pod.Containers);

    /// <summary>The container's ports by name.</summary>
    public IReadOnlyDictionary<string, int> Ports => (Container.Ports ?? []).ToDictionary(port => port.Name, port => port.ContainerPort);

    public override string ToString() => Name;
}

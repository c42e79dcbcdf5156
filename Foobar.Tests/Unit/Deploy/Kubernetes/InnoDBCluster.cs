using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>What the MySQL Operator makes a cluster from, as far as the overlay says something; its definition is the operator's.</summary>
internal sealed class InnoDBCluster : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public Dictionary<string, object> Spec { get; set; } = [];
}

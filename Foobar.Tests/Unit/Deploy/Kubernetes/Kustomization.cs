using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>A file <c>kustomization.yaml</c>: exactly the fields that Kustomize 2.0.3, which is in kubectl 1.20, and those of today understand alike.</summary>
internal sealed class Kustomization
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    [YamlMember(Alias = "apiVersion")]
    public string ApiVersion { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Namespace { get; init; } = "";

    public List<string> Bases { get; init; } = [];

    public List<string> Resources { get; init; } = [];

    public List<Generator> ConfigMapGenerator { get; init; } = [];

    public List<Generator> SecretGenerator { get; init; } = [];

    public List<string> Configurations { get; init; } = [];

    public List<Dictionary<string, string>> Images { get; init; } = [];

    public List<string> PatchesStrategicMerge { get; init; } = [];

    public List<JsonPatch> PatchesJson6902 { get; init; } = [];

    /// <summary>Reads the file in a folder; a field that is not here is an error.</summary>
    public static Kustomization Read(string folder) => Yaml.Deserialize<Kustomization>(File.ReadAllText(Path.Combine(folder, "kustomization.yaml")));

    internal sealed class Generator
    {
        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public List<string> Files { get; init; } = [];

        public List<string> Literals { get; init; } = [];
    }

    internal sealed class JsonPatch
    {
        public Dictionary<string, string> Target { get; init; } = [];

        public string Path { get; init; } = "";
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GatewaySpeed;

namespace Foobar.Tests.Unit.Deploy;

/// <summary>What the application host publishes, <c>deploy/manifest.json</c>, with the values that a deployment gives to what is referred to in it.</summary>
/// <param name="resolve">Gives the value of a reference such as <c>{web-1.bindings.http.port}</c>, which comes in its parts. Connection strings are followed before.</param>
internal sealed partial class PublishedManifest(Func<string[], string> resolve)
{
    private static readonly string Location = Path.Combine(Repository.Root, "deploy", "manifest.json");

    private static readonly JsonObject Resources = JsonNode.Parse(File.ReadAllText(Location))!["resources"]!.AsObject();

    /// <summary>The names of all that runs.</summary>
    public static IEnumerable<string> Runnables => Projects.Concat(Containers);

    /// <summary>The names of the projects.</summary>
    public static IEnumerable<string> Projects => OfType("project.v0");

    /// <summary>The names of the containers.</summary>
    public static IEnumerable<string> Containers => OfType("container.v0");

    /// <summary>The members of the MySQL group, in their order.</summary>
    public static IReadOnlyList<string> Members { get; } = [.. Containers.Where(name => ImageOf(name)!.Contains("/mysql:", StringComparison.Ordinal))];

    /// <summary>The names of the parameters.</summary>
    public static IEnumerable<string> Parameters => OfType("parameter.v0");

    /// <summary>The names of the secret parameters.</summary>
    public static IEnumerable<string> Secrets => Parameters.Where(name => (bool?)Resources[name]!["inputs"]!["value"]!["secret"] is true);

    /// <summary>The image of a container; null for a project, whose image is made from its source.</summary>
    public static string? ImageOf(string resource) => (string?)Resources[resource]!["image"];

    /// <summary>The name that a project's image has without registry and tag.</summary>
    public static string RepositoryOf(string project) =>
        XDocument.Load(Path.Combine(Path.GetDirectoryName(Location)!, (string)Resources[project]!["path"]!)).Descendants("ContainerRepository").Single().Value;

    /// <summary>The endpoints of a resource. A container says its port; that of a project is for the deployment to choose.</summary>
    public static IEnumerable<(string Name, bool IsExternal, int? TargetPort)> BindingsOf(string resource) =>
        (Resources[resource]!["bindings"]?.AsObject() ?? []).Select(one => (one.Key, (bool?)one.Value!["external"] ?? false, (int?)one.Value["targetPort"]));

    /// <summary>Where a container keeps what outlives it.</summary>
    public static IEnumerable<string> VolumesOf(string resource) => TargetsOf(resource, "volumes");

    /// <summary>Where a container finds its files and data.</summary>
    public static IEnumerable<string> MountsOf(string resource) => VolumesOf(resource).Concat(TargetsOf(resource, "bindMounts"));

    /// <summary>The arguments of a resource.</summary>
    public IEnumerable<string> ArgumentsOf(string resource) => (Resources[resource]!["args"]?.AsArray() ?? []).Select(argument => Resolve((string)argument!));

    /// <summary>The variables of a resource, in their order.</summary>
    public OrderedDictionary<string, string> VariablesOf(string resource) =>
        new((Resources[resource]!["env"]?.AsObject() ?? []).Select(one => KeyValuePair.Create(one.Key, Resolve((string)one.Value!))));

    private static IEnumerable<string> OfType(string type) => Resources.Where(one => (string?)one.Value!["type"] == type).Select(one => one.Key);

    private static IEnumerable<string> TargetsOf(string resource, string kind) => (Resources[resource]![kind]?.AsArray() ?? []).Select(mount => (string)mount!["target"]!);

    private string Resolve(string text) => Reference.Replace(text, match => match.Groups["path"].Value.Split('.') switch
    {
        [var resource, "connectionString"] => Resolve((string)Resources[resource]!["connectionString"]!),
        var path => resolve(path),
    });

    [GeneratedRegex(@"\{(?<path>[^{}]+)\}")]
    private static partial Regex Reference { get; }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>The manifest of the application model, with values as an overlay gives them: the hosts of its members, and the secrets that tests have.</summary>
internal sealed partial class PublishedModel(Overlay overlay)
{
    private static readonly string Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Overlay.Folder, "..", "manifest.json"));

    /// <summary>The resources by name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Resources { get; } =
        JsonNode.Parse(File.ReadAllText(Path))!["resources"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!.AsObject());

    /// <summary>The names of the resources of a type.</summary>
    public static IEnumerable<string> OfType(string type) => Resources.Where(one => (string?)one.Value["type"] == type).Select(one => one.Key);

    /// <summary>The members of the MySQL group, in their order.</summary>
    public static IReadOnlyList<string> Members { get; } = [.. OfType("container.v0").Where(name => ((string)Resources[name]["image"]!).Contains("/mysql:", StringComparison.Ordinal))];

    /// <summary>The name that a project's image has without registry and tag.</summary>
    public static string GetRepository(string project) => XDocument.Load(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, (string)Resources[project]["path"]!))
        .Descendants("ContainerRepository").Single().Value;

    /// <summary>The endpoints of a resource.</summary>
    public static IEnumerable<(string Name, bool IsExternal, int? TargetPort)> GetBindings(string resource) =>
        Resources[resource]["bindings"]!.AsObject().Select(one => (one.Key, (bool?)one.Value!["external"] ?? false, (int?)one.Value["targetPort"]));

    /// <summary>Where a container finds its files and data.</summary>
    public static IEnumerable<string> GetMounts(string resource) =>
        new[] { "volumes", "bindMounts" }.SelectMany(kind => Resources[resource][kind]?.AsArray() ?? []).Select(mount => (string)mount!["target"]!);

    /// <summary>The arguments of a resource.</summary>
    public IEnumerable<string> GetArguments(string resource) => (Resources[resource]["args"]?.AsArray() ?? []).Select(argument => Resolve((string)argument!));

    /// <summary>The variables of a resource.</summary>
    public IEnumerable<(string Name, string Value)> GetVariables(string resource) => (Resources[resource]["env"]?.AsObject() ?? []).Select(one => (one.Key, Resolve((string)one.Value!)));

    private string Resolve(string text) => Expression.Replace(text, match => match.Groups[1].Value.Split('.') switch
    {
        [var resource, "connectionString"] => Resolve((string)Resources[resource]["connectionString"]!),
        [var parameter, "value"] => Overlay.GetSecret(parameter),
        [var member, "bindings", _, "host"] => overlay.GetGenerated("mysql-members")[member],
        [var resource, "bindings", var binding, "url"] => string.Create(CultureInfo.InvariantCulture, $"http://{resource}:{GetPort(resource, binding)}"),
        [var resource, "bindings", var binding, "port" or "targetPort"] => GetPort(resource, binding).ToString(CultureInfo.InvariantCulture),
        _ => match.Value,
    });

    /// <summary>A container has the port of the model; that of a project is for the deployment to choose.</summary>
    private int GetPort(string resource, string binding) =>
        GetBindings(resource).Single(one => one.Name == binding).TargetPort ?? overlay.GetWorkload(ModelTests.WorkloadOf(resource)).Ports[binding];

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression { get; }
}

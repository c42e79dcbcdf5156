using System.Text.Json;
using System.Text.RegularExpressions;

namespace Foobar.Tests.Unit.Deploy.Compose;

/// <summary>What the application host publishes (<c>deploy/manifest.json</c>), in the terms of a Compose file: hosts are names of services, and ports those of the containers.</summary>
internal sealed partial class PublishedManifest
{
    private const string ProjectPort = "8080";

    private readonly JsonElement _resources;

    private PublishedManifest(JsonElement resources) => _resources = resources;

    /// <summary>The names of all that runs.</summary>
    public IEnumerable<string> Runnables => _resources.EnumerateObject().Where(resource => TypeOf(resource.Value) is "project.v0" or "container.v0").Select(resource => resource.Name);

    /// <summary>The names of the secret parameters.</summary>
    public IEnumerable<string> Secrets => _resources.EnumerateObject()
        .Where(resource => TypeOf(resource.Value) == "parameter.v0" && resource.Value.GetProperty("inputs").GetProperty("value").TryGetProperty("secret", out var secret) && secret.GetBoolean())
        .Select(resource => resource.Name);

    /// <summary>Reads the file.</summary>
    public static PublishedManifest Read() =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(ComposeFile.Folder, "..", "manifest.json"))).RootElement.GetProperty("resources"));

    /// <summary>The image of a container; null for a project, whose image is made here.</summary>
    public string? ImageOf(string resource) => _resources.GetProperty(resource).TryGetProperty("image", out var image) ? image.GetString() : null;

    /// <summary>The arguments.</summary>
    public IEnumerable<string> ArgumentsOf(string resource) =>
        _resources.GetProperty(resource).TryGetProperty("args", out var arguments) ? arguments.EnumerateArray().Select(argument => Resolve(argument.GetString()!)) : [];

    /// <summary>The folders that outlive the container.</summary>
    public IEnumerable<string> VolumesOf(string resource) =>
        _resources.GetProperty(resource).TryGetProperty("volumes", out var volumes) ? volumes.EnumerateArray().Select(volume => volume.GetProperty("target").GetString()!) : [];

    /// <summary>The variables; secrets in them stay as <c>{name.value}</c>.</summary>
    public Dictionary<string, string> VariablesOf(string resource) =>
        _resources.GetProperty(resource).TryGetProperty("env", out var variables) ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => Resolve(variable.Value.GetString()!)) : [];

    /// <summary>The ports that are reached from outside.</summary>
    public IEnumerable<string> ExternalPortsOf(string resource) =>
        _resources.GetProperty(resource).GetProperty("bindings").EnumerateObject()
            .Where(binding => binding.Value.TryGetProperty("external", out var external) && external.GetBoolean())
            .Select(binding => PortOf(resource, binding.Name));

    /// <summary>Whether a value has a secret in it.</summary>
    public static bool IsSecret(string value) => Reference().IsMatch(value);

    private string Resolve(string text) => Reference().Replace(text, match => match.Groups["path"].Value.Split('.') switch
    {
        [var resource, "bindings", _, "host"] => resource,
        [var resource, "bindings", var binding, "port" or "targetPort"] => PortOf(resource, binding),
        [var resource, "bindings", var binding, "url"] => $"http://{resource}:{PortOf(resource, binding)}",
        [var resource, "connectionString"] => Resolve(_resources.GetProperty(resource).GetProperty("connectionString").GetString()!),
        [_, "value"] => match.Value,
        _ => throw new InvalidOperationException($"'{match.Value}' is not known in a manifest."),
    });

    /// <summary>A container says its port. Of a project it is chosen by who deploys it.</summary>
    private string PortOf(string resource, string binding) =>
        _resources.GetProperty(resource).GetProperty("bindings").GetProperty(binding).TryGetProperty("targetPort", out var port) ? port.ToString() : binding switch
        {
            "http" => ProjectPort,
            "https" => "8443",
            "admin" => "9000",
            _ => throw new InvalidOperationException($"The endpoint '{binding}' of '{resource}' is new: choose a port for it in compose.yaml and here."),
        };

    private static string TypeOf(JsonElement resource) => resource.GetProperty("type").GetString()!;

    [GeneratedRegex(@"\{(?<path>[a-z0-9.A-Z-]+)\}")]
    private static partial Regex Reference();
}

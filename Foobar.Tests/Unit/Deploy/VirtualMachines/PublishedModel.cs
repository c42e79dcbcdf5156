using System.Text.Json;
using System.Text.RegularExpressions;

namespace Foobar.Tests.Unit.Deploy.VirtualMachines;

/// <summary>The application model as it is published, <c>deploy/manifest.json</c>, with the references in it followed by what the caller knows.</summary>
internal sealed partial class PublishedModel(Func<string, string> resolve)
{
    private readonly JsonElement _resources = JsonDocument.Parse(File.ReadAllText(Path.Combine(InstalledHost.Repository, "deploy", "manifest.json"))).RootElement.GetProperty("resources");

    /// <summary>The names of the resources of a type.</summary>
    public IEnumerable<string> GetNames(string type) =>
        _resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == type).Select(resource => resource.Name);

    /// <summary>The variables of a resource with their values.</summary>
    public IReadOnlyDictionary<string, string> GetVariables(string resource) =>
        _resources.GetProperty(resource).GetProperty("env").EnumerateObject().ToDictionary(variable => variable.Name, variable => Resolve(variable.Value.GetString()!));

    /// <summary>The arguments of a resource.</summary>
    public IEnumerable<string> GetArguments(string resource) => _resources.GetProperty(resource).GetProperty("args").EnumerateArray().Select(argument => Resolve(argument.GetString()!));

    /// <summary>The ports that a resource listens on, where the model says which, by the names of its endpoints.</summary>
    public IReadOnlyDictionary<string, int> GetTargetPorts(string resource) => _resources.GetProperty(resource).GetProperty("bindings").EnumerateObject()
        .Where(binding => binding.Value.TryGetProperty("targetPort", out _))
        .ToDictionary(binding => binding.Name, binding => binding.Value.GetProperty("targetPort").GetInt32());

    /// <summary>The endpoints that are open to the outside, as <c>resource.endpoint</c>.</summary>
    public IEnumerable<string> GetExternalEndpoints() =>
        from resource in _resources.EnumerateObject()
        where resource.Value.TryGetProperty("bindings", out _)
        from binding in resource.Value.GetProperty("bindings").EnumerateObject()
        where binding.Value.TryGetProperty("external", out var isExternal) && isExternal.GetBoolean()
        select $"{resource.Name}.{binding.Name}";

    private string Resolve(string text) => Reference.Replace(text, match =>
        match.Groups["path"].Value is var path && path.EndsWith(".connectionString", StringComparison.Ordinal)
            ? Resolve(_resources.GetProperty(path.Split('.')[0]).GetProperty("connectionString").GetString()!)
            : resolve(path));

    [GeneratedRegex(@"\{(?<path>[^{}]+)\}")]
    private static partial Regex Reference { get; }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>The environment of a container as the kubelet makes it.</summary>
internal sealed partial class Variables
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Variables()
    {
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>A value; null when there is no such variable.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads the variables of a workload's container; the number is that of the pod where there are numbers.</summary>
    public static Variables Of(Overlay overlay, Workload workload, int? number = null)
    {
        var variables = new Variables();
        foreach (var variable in workload.Container.Env ?? [])
        {
            if (Read(overlay, workload, variable, number) is { } value)
                variables._values[variable.Name] = variables.Expand(value);
        }
        return variables;
    }

    /// <summary>Replaces references such as <c>$(NAME)</c> by what comes before; others stay as they are.</summary>
    public string Expand(string text) => Reference.Replace(text, match => this[match.Groups[1].Value] ?? match.Value);

    private static string? Read(Overlay overlay, Workload workload, V1EnvVar variable, int? number) => variable.ValueFrom switch
    {
        null => variable.Value,
        { ConfigMapKeyRef: { } map } => overlay.GetSettings(map.Name).TryGetValue(map.Key, out var setting) ? setting : Missing(map.Optional, variable),
        { SecretKeyRef: { } secret } => overlay.GetSecrets(secret.Name).TryGetValue(secret.Key, out var bytes) ? Encoding.UTF8.GetString(bytes) : Missing(secret.Optional, variable),
        { FieldRef.FieldPath: "metadata.name" } => string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-{number}"),
        { FieldRef.FieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } => number?.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"Where {variable.Name} comes from is not known here."),
    };

    private static string? Missing(bool? isOptional, V1EnvVar variable) => isOptional == true ? null : throw new InvalidOperationException($"{variable.Name} refers to a key that does not exist.");

    [GeneratedRegex(@"\$\(([A-Za-z0-9_.-]+)\)")]
    private static partial Regex Reference { get; }
}

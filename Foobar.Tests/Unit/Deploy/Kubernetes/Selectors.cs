using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>Selectors of labels, as the cluster reads them.</summary>
internal static class Selectors
{
    /// <summary>The labels meet the selector; an empty one is met by all.</summary>
    public static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        Matches(selector.MatchLabels, labels)
        && (selector.MatchExpressions ?? []).All(one => one.OperatorProperty == "In"
            ? labels.TryGetValue(one.Key, out var value) && one.Values.Contains(value)
            : throw new NotSupportedException($"The operator {one.OperatorProperty} is not known here."));

    /// <summary>The labels have all of these.</summary>
    public static bool Matches(IDictionary<string, string>? wanted, IDictionary<string, string> labels) =>
        (wanted ?? new Dictionary<string, string>()).All(one => labels.TryGetValue(one.Key, out var value) && value == one.Value);

    /// <summary>The values that it asks for.</summary>
    public static string Describe(V1LabelSelector selector) =>
        string.Join(',', (selector.MatchLabels?.Values ?? []).Concat((selector.MatchExpressions ?? []).SelectMany(one => one.Values)).DefaultIfEmpty("all"));
}

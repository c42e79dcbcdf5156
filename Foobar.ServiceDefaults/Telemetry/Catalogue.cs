using System.Reflection;

namespace Foobar.ServiceDefaults.Telemetry;

/// <summary>All metrics that rules and dashboards may use.</summary>
public static class Catalogue
{
    /// <summary>The meters of the project's own services.</summary>
    public static IReadOnlyList<string> Meters { get; } = [GatewayMetrics.Meter, WebMetrics.Meter, DatabaseMetrics.Meter, ServiceMetrics.Meter];

    /// <summary>Every metric, with the type that names it; gathered when it is asked for, since services need only the meters.</summary>
    public static IReadOnlyList<(Type Source, Metric Metric)> Metrics =>
        [.. new[] { typeof(GatewayMetrics), typeof(WebMetrics), typeof(DatabaseMetrics), typeof(ServiceMetrics), typeof(PlatformMetrics) }.SelectMany(From)];

    /// <summary>The metrics that a type names.</summary>
    public static IEnumerable<(Type Source, Metric Metric)> From(Type source) => source.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<Metric>().Select(metric => (source, metric));
}

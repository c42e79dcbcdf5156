namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Compares attributes one by one; a sender has them in the same order each time.</summary>
internal sealed class AttributeSetComparer : IEqualityComparer<TelemetryAttribute[]>
{
    public static AttributeSetComparer Instance { get; } = new();

    public bool Equals(TelemetryAttribute[]? x, TelemetryAttribute[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(TelemetryAttribute[] obj)
    {
        var hash = new HashCode();
        foreach (var attribute in obj)
        {
            hash.Add(attribute.Key);
            hash.Add(attribute.Value);
        }
        return hash.ToHashCode();
    }
}

namespace GatewaySpeed.Load;

/// <summary>Puts counts of failures into words.</summary>
internal static class Failures
{
    /// <summary>Names what is not zero; null when all is.</summary>
    public static string? Describe(params (string Kind, long Count)[] counts)
    {
        var failed = counts.Where(count => count.Count != 0).Select(count => $"{count.Count} {count.Kind}").ToArray();
        return failed.Length == 0 ? null : string.Join(", ", failed);
    }
}

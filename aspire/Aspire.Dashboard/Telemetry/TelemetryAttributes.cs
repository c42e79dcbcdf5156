namespace Aspire.Dashboard.Telemetry;

internal static class TelemetryAttributes
{
    /// <summary>The value of the first attribute with one of these names; null if there is none.</summary>
    public static string? Find(this TelemetryAttribute[] attributes, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            foreach (var attribute in attributes)
            {
                if (attribute.Key == key)
                    return attribute.Value;
            }
        }
        return null;
    }

    public static IEnumerable<KeyValuePair<string, string>> ToPairs(this IEnumerable<TelemetryAttribute> attributes) =>
        attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value));

    public static bool AnyContains(this TelemetryAttribute[] attributes, string text)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Value.Contains(text, StringComparison.OrdinalIgnoreCase) || attribute.Key.Contains(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}

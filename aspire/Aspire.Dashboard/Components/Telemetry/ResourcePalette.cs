using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Components.Telemetry;

/// <summary>Gives each resource a colour of the style sheet that it keeps while no others come before it in the alphabet.</summary>
internal static class ResourcePalette
{
    private const int Colours = 8;

    public static string GetClass(this TelemetryStore store, string resource)
    {
        var place = store.Resources.All.Select(known => known.Name).Distinct(StringComparer.OrdinalIgnoreCase).TakeWhile(name => !name.Equals(resource, StringComparison.OrdinalIgnoreCase)).Count();
        return $"tone-{place % Colours}";
    }
}

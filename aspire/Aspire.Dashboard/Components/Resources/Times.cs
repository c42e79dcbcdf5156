using System.Globalization;

namespace Aspire.Dashboard.Components.Resources;

/// <summary>Times in the time zone of this machine, which is the browser's too.</summary>
internal static class Times
{
    /// <summary>The time; with the date in front if it is not today's.</summary>
    public static string Format(DateTime utc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.Local);
        return local.ToString(local.Date == TimeProvider.System.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>For machines and tooltips.</summary>
    public static string FormatExact(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Foobar.ServiceDefaults.Systemd;

/// <summary>What a service does when systemd has started it; elsewhere none of it does anything.</summary>
public static class SystemdServices
{
    /// <summary>Tells systemd that the service is ready, that it stops, and, where the unit has a watchdog, that it is alive.</summary>
    /// <remarks>The package's own <c>AddSystemd</c> asks for the name of the parent process, which a unit with <c>ProtectProc=invisible</c> cannot see.</remarks>
    internal static void AddSystemd(this IHostApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 })
            return;
        builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        builder.Services.AddSingleton<IHostLifetime, SystemdLifetime>();
        // One line for each event, with its level as the journal knows it.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd);
        if (GetWatchdog() is { } within)
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Watchdog>(provider, within));
    }

    /// <summary>The time within which systemd wants to hear from this process; null when it does not.</summary>
    private static TimeSpan? GetWatchdog() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && (Environment.GetEnvironmentVariable("WATCHDOG_PID") is not { Length: > 0 } id || id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Foobar.ServiceDefaults.Systemd;

/// <summary>Tells systemd, twice in the time that the unit allows, that work in this process goes on; a service that hangs is started again.</summary>
internal sealed class Watchdog(ISystemdNotifier notifier, TimeProvider time, TimeSpan within) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(within / 2, time);
        // A process whose threads are all taken does not get here in time.
        while (await timer.WaitForNextTickAsync(stoppingToken))
            notifier.Notify(Alive);
    }
}

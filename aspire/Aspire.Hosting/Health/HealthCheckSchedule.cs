using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>How long to pause between health checks. All resources are on this machine, so it asks more often than the official runtime does.</summary>
internal sealed class HealthCheckSchedule
{
    private static readonly TimeSpan WhileStarting = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private int _failures;

    public TimeSpan GetDelay(HealthStatus health, bool everHealthy)
    {
        if (health == HealthStatus.Healthy)
        {
            _failures = 0;
            return WhileHealthy;
        }
        _failures++;
        // The first checks come while the resource starts; after that the pause grows with the number of failures.
        const int ChecksWhileStarting = 150;
        var excess = everHealthy ? _failures : Math.Max(0, _failures - ChecksWhileStarting);
        var pause = excess == 0 ? WhileStarting : TimeSpan.FromSeconds(excess);
        return pause < Longest ? pause : Longest;
    }
}

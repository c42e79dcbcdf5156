using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.MySql.Server;

/// <summary>Tells of slow work in the application's log and in the console log of the resource that needs it first.</summary>
internal sealed class ProgressLog(ILogger application, ILogger resource)
{
    private int _lastPercent;

    public void Report(string message)
    {
        application.LogInformation("{Message}", message);
        resource.LogInformation("{Message}", message);
    }

    /// <summary>Reports a share of a whole, in steps of 20 percent.</summary>
    public void ReportPercent(string what, double percent)
    {
        var step = (int)(percent / 20) * 20;
        if (step <= _lastPercent)
            return;
        _lastPercent = step;
        Report($"{what}: {step} %");
    }
}

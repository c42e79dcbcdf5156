using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Writes the console lines of resources to the application's log, category <c>{application}.Resources.{resource}</c>.</summary>
internal sealed class ResourceLogForwarder(ResourceLoggerService resourceLogs, ILoggerFactory loggers, IHostEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        resourceLogs.LineWritten += Forward;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        resourceLogs.LineWritten -= Forward;
        return Task.CompletedTask;
    }

    private void Forward(string instanceId, LogLine line) =>
        loggers.CreateLogger($"{environment.ApplicationName}.Resources.{instanceId}")
            .Log(line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, "{LineNumber}: {LineContent}", line.LineNumber, line.Content);
}

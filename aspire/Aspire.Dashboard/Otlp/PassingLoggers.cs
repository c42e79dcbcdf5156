namespace Aspire.Dashboard.Otlp;

/// <summary>Hands log entries of one host to the loggers of another.</summary>
internal sealed class PassingLoggers(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
        // The factory belongs to the other host.
    }
}

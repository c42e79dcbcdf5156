namespace Foobar.Gateway.Configuration;

/// <summary>Tells the log of files of settings that were changed to something that cannot be read.</summary>
internal sealed partial class UnreadableFiles
{
    private ILogger? _logger;

    /// <summary>There is a log now: the files are read before it.</summary>
    public void SetLogger(ILogger logger) => _logger = logger;

    /// <summary>A file could not be read.</summary>
    public void Add(string file, string reason)
    {
        if (_logger is not null)
            LogRefused(_logger, file, reason);
    }

    [LoggerMessage(EventId = 411, Level = LogLevel.Error, Message = "The change of {File} is refused, and its old settings stay: {Reason}")]
    private static partial void LogRefused(ILogger logger, string file, string reason);
}

namespace Foobar.Gateway.Balancing;

/// <summary>The last changes of the destinations, the newest first; each is a log line too.</summary>
internal sealed partial class Changes(TimeProvider time, ILogger<Changes> logger)
{
    private const int Kept = 50;

    private readonly Lock _list = new();
    private readonly LinkedList<Change> _changes = [];

    /// <summary>The changes.</summary>
    public Change[] Last
    {
        get
        {
            lock (_list)
                return [.. _changes];
        }
    }

    /// <summary>Notes a change.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="what">What it is now, as the rest of a sentence.</param>
    /// <param name="reason">Why.</param>
    public void Note(Destination destination, string what, string reason)
    {
        LogChange(destination.Id, what, reason);
        lock (_list)
        {
            _changes.AddFirst(new Change(time.GetUtcNow(), destination.Id, what, reason));
            if (_changes.Count > Kept)
                _changes.RemoveLast();
        }
    }

    [LoggerMessage(EventId = 420, Level = LogLevel.Information, Message = "{Destination} {What}: {Reason}.")]
    private partial void LogChange(string destination, string what, string reason);
}

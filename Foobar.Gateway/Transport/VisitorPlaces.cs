namespace Foobar.Gateway.Transport;

/// <summary>How many visitors may be connected at the same time, at all addresses together.</summary>
/// <remarks>A process that may open no more files ends, and says that it is out of memory: the runtime needs some, too.</remarks>
/// <param name="files">Files that the process may have open.</param>
internal sealed class VisitorPlaces(ulong files)
{
    /// <summary>What the process has open before anybody comes, and some more.</summary>
    private const int OwnFiles = 250;

    /// <summary>Connections to eight webs with as many requests as they get at once.</summary>
    private const int FilesForWebs = 4_000;

    private int _taken;

    /// <summary>The number of places: as many as leave each visitor a connection to a web, or all webs as many as they may have.</summary>
    public int Count { get; } = CountFor((int)Math.Min(files, int.MaxValue));

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Count)
            return true;
        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _taken);

    private static int CountFor(int files) => Math.Max(1, Math.Max((files - OwnFiles) / 2, files - OwnFiles - FilesForWebs));
}

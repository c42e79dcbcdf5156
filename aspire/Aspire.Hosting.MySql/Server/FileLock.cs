namespace Aspire.Hosting.MySql.Server;

/// <summary>A lock between processes: the file is held open, so it is released when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>The lock, or null if somebody else holds it.</summary>
    public static FileLock? TryAcquire(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; <paramref name="onWait"/> is called once if it is not free at once.</summary>
    public static async Task<FileLock> AcquireAsync(string path, Action onWait, CancellationToken cancellationToken)
    {
        if (TryAcquire(path) is { } free)
            return free;
        onWait();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryAcquire(path) is { } acquired)
                return acquired;
        }
        throw new OperationCanceledException(cancellationToken);
    }

    public void Dispose() => _stream.Dispose();
}

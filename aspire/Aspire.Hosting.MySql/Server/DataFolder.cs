using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MySql.Server;

/// <summary>The folder with one server's data, held by this process while the server runs.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly FileLock _lock;
    private readonly bool _isTemporary;

    private DataFolder(string path, FileLock fileLock, bool isTemporary)
    {
        Path = path;
        _lock = fileLock;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    /// <summary>The statements of the first start; gone once the server has run them.</summary>
    public string InitScriptPath => $"{Path}.init.sql";

    /// <summary>The server has data of its own already.</summary>
    public bool IsInitialised => File.Exists(System.IO.Path.Combine(Path, "mysql.ibd"));

    /// <summary>Opens the folder of the resource's mount; without a mount, a new one that is deleted at the end.</summary>
    /// <exception cref="DistributedApplicationException">Another server has the folder.</exception>
    public static DataFolder Open(string resourceName, IEnumerable<ContainerMountAnnotation> mounts)
    {
        var mount = mounts.LastOrDefault(mount => mount.Target == MySqlContainerImage.DataFolder);
        if (mount?.Source is null)
            return OpenTemporary(resourceName);
        var path = mount.Type == ContainerMountType.BindMount ? mount.Source : System.IO.Path.Combine(LocalFolders.Volumes, mount.Source);
        var fileLock = FileLock.TryAcquire($"{path}.lock") ?? throw new DistributedApplicationException(
            $"The data folder '{path}' of resource '{resourceName}' is in use by another application host. Stop that one first, or give this one another volume.");
        return new DataFolder(path, fileLock, isTemporary: false);
    }

    public ValueTask DisposeAsync()
    {
        if (_isTemporary)
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DataFolder OpenTemporary(string resourceName)
    {
        DeleteLeftovers();
        var own = System.IO.Path.Combine(LocalFolders.Temporary, $"{resourceName}-{Guid.NewGuid():N}");
        var fileLock = FileLock.TryAcquire(System.IO.Path.Combine(own, "lock"))
            ?? throw new DistributedApplicationException($"The temporary folder '{own}' cannot be used.");
        return new DataFolder(System.IO.Path.Combine(own, "data"), fileLock, isTemporary: true);
    }

    /// <summary>Deletes what application hosts that were killed could not.</summary>
    private static void DeleteLeftovers()
    {
        if (!Directory.Exists(LocalFolders.Temporary))
            return;
        foreach (var folder in Directory.EnumerateDirectories(LocalFolders.Temporary))
        {
            if (!File.Exists(System.IO.Path.Combine(folder, "lock")))
                continue;
            try
            {
                using var abandoned = FileLock.TryAcquire(System.IO.Path.Combine(folder, "lock"));
                if (abandoned is not null)
                    Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Somebody else deletes it at the same time.
            }
        }
    }
}
